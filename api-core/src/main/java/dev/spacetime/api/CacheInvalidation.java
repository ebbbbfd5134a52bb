package dev.spacetime.api;

/**
 * What to drop from a variant's caches.
 *
 * @param text the region's name, the key or the pattern; empty where the scope says it all
 */
public record CacheInvalidation(Scope scope, String text) {
  /** How much goes. */
  public enum Scope {
    /** Everything in one region. */
    REGION,
    /** What one key, such as a scene path, stands for in any region. */
    KEY,
    /** Every key that a pattern matches, {@code *} standing for any characters. */
    PATTERN,
    /** Everything that was read from scene files. */
    SCENES,
    EVERYTHING
  }

  public static CacheInvalidation everything() {
    return new CacheInvalidation(Scope.EVERYTHING, "");
  }
}
