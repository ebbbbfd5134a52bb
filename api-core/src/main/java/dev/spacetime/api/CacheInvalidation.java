package dev.spacetime.api;

/** What to drop from a variant's caches. */
public sealed interface CacheInvalidation {
  /** Everything in the region of this name. */
  record Region(String name) implements CacheInvalidation {}

  /** What this key stands for in any region; for scenes, the path. */
  record Key(String key) implements CacheInvalidation {}

  /** Every key that the pattern matches, {@code *} standing for any characters. */
  record Pattern(String pattern) implements CacheInvalidation {}

  /** Everything that was read from scene files. */
  record Scenes() implements CacheInvalidation {}

  record Everything() implements CacheInvalidation {}
}
