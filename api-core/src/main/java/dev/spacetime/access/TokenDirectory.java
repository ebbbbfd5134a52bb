package dev.spacetime.access;

import java.util.List;
import java.util.Optional;

/** The tokens that are known now; whether one is valid for a request it says itself. */
@FunctionalInterface
public interface TokenDirectory {
  /**
   * An immutable snapshot; another list whenever anything has changed.
   *
   * @throws dev.spacetime.api.ApiException 503 when they can't be read
   */
  List<TokenRecord> tokens();

  /** The same snapshot, if it can be told without reading a file that it is still right. */
  default Optional<List<TokenRecord>> ifHeld() {
    return Optional.of(tokens());
  }
}
