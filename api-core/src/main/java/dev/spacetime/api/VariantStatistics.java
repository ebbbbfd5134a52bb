package dev.spacetime.api;

import java.util.Map;

/**
 * What a variant tells of itself.
 *
 * @param regions by the region's name, in alphabetical order when iterated
 * @param freshness how changes on disk are noticed: {@code uncached}, {@code watching} or {@code
 *     expiring}
 */
public record VariantStatistics(
    String variant, Map<String, Region> regions, Checks auth, Checks whitelist, String freshness) {

  /**
   * @param bytes held off the heap
   * @param ttlSeconds the longest that an entry may live
   */
  public record Region(
      long hits,
      long misses,
      long size,
      long maxSize,
      long bytes,
      long maxBytes,
      long evictions,
      long sets,
      long invalidations,
      long ttlSeconds) {}

  /** Security checks that were made, and how many of them a cache or an index answered. */
  public record Checks(long total, long cacheHits) {}
}
