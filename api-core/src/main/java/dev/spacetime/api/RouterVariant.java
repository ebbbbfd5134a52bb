package dev.spacetime.api;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * One implementation of the whole contract. Thread-safe: any number of requests run at once, also
 * while another variant serves.
 */
public interface RouterVariant extends AutoCloseable {
  /**
   * Answers a request, its own authentication and limits included.
   *
   * @throws ApiException where the request is refused
   */
  ApiResponse handle(Endpoint endpoint, ApiRequest request);

  /**
   * The answer that {@link #handle} would give, if it is already held, current, and may be given to
   * this caller; it is taken from the caller's limit then. Found without blocking, for an I/O
   * thread. Empty in all other cases, refusals included, with nothing taken or counted: the caller
   * then asks {@link #handle}. A variant without such answers never has one.
   *
   * @param sendable whether the caller can send a held answer as it is; asked before it is taken
   */
  default Optional<ReadyAnswer> ifReady(
      Endpoint endpoint, ApiRequest request, Predicate<HeldAnswer> sendable) {
    return Optional.empty();
  }

  /** Whether it has done what the operator wants done before requests come. */
  default boolean ready() {
    return true;
  }

  VariantStatistics statistics();

  /** Drops cached entries and answers how many went; a variant without a cache drops none. */
  long invalidate(CacheInvalidation invalidation);

  /** Frees what it holds; no request is running any more. */
  @Override
  void close();
}
