package dev.spacetime.security;

import dev.spacetime.access.SignedTokens.Verdict;
import java.time.Instant;
import java.util.Optional;

/** Keeps verdicts for a while; may forget each at any time. Safe for use by many threads. */
public interface CheckCache {
  /**
   * @param generation of what the verdict was found by
   * @param until the first moment at which it does not hold any more
   */
  record Kept(Verdict verdict, long generation, Instant until) {}

  /**
   * @param key tells nothing of the token that it stands for
   */
  Optional<Kept> get(String key);

  void put(String key, Kept kept);
}
