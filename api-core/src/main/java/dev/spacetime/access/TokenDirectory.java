package dev.spacetime.access;

import java.util.List;

/** The tokens that are known now; whether one is valid for a request it says itself. */
@FunctionalInterface
public interface TokenDirectory {
  /**
   * An immutable snapshot; another list whenever anything has changed.
   *
   * @throws dev.spacetime.api.ApiException 503 when they can't be read
   */
  List<TokenRecord> tokens();

  /** Whether a snapshot is the last one, and is known to be right without reading a file. */
  @SuppressWarnings("ReferenceEquality") // Another list means that something has changed.
  default boolean isStill(List<TokenRecord> snapshot) {
    return tokens() == snapshot;
  }
}
