package dev.spacetime.access;

import java.time.Instant;
import java.util.Optional;

/** Checks tokens that carry their own claims under a signature. */
public interface SignedTokens {
  /** Knows none: every signed token is refused. */
  SignedTokens NONE =
      new SignedTokens() {
        @Override
        public Verdict check(String token) {
          return new Verdict(Optional.empty(), Instant.MAX);
        }

        @Override
        public long generation() {
          return 0;
        }
      };

  /**
   * @param principal whose token it is; empty when it is not valid now
   * @param until the first moment at which time alone may change this
   */
  record Verdict(Optional<Principal> principal, Instant until) {}

  /**
   * @throws dev.spacetime.api.ApiException 503 when the keys can't be had
   */
  Verdict check(String token);

  /**
   * Whose valid token it is, if that is kept and still counts; checks no signature, counts nothing.
   */
  default Optional<Principal> ifKept(String token) {
    return Optional.empty();
  }

  /** What {@link #ifKept} told has been made use of. */
  default void countKept() {}

  /** Another number whenever an earlier verdict may not hold any more. */
  long generation();

  /** How often a kept verdict has answered. */
  default long keptAnswers() {
    return 0;
  }
}
