package dev.spacetime.cache;

import org.ehcache.spi.resilience.StoreAccessException;

/** An Ehcache operation failed. Never leaves this package. */
final class StoreFailureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailureException(StoreAccessException cause) {
    super("Ehcache could not reach its store", cause);
  }
}
