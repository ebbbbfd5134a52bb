package dev.spacetime.api;

import java.util.Map;

/**
 * What a variant tells of itself.
 *
 * @param regions by the region's name, in alphabetical order when iterated
 * @param warmUp what becomes of the keys that were hot in the last run
 * @param freshness how changes on disk are noticed: {@code uncached}, {@code watching} or {@code
 *     expiring}
 */
public record VariantStatistics(
    String variant,
    Map<String, Region> regions,
    Checks auth,
    Checks whitelist,
    WarmUp warmUp,
    String freshness) {

  /**
   * One region.
   *
   * @param staleHits those of the hits that were past their time to live
   * @param size entries on the heap
   * @param bytes held off the heap
   * @param diskSize entries on disk
   * @param loadWaits requests that waited for another's load
   * @param failures of the cache, done without
   * @param ttlSeconds the longest that an entry is fresh
   */
  public record Region(
      long hits,
      long staleHits,
      long misses,
      long size,
      long maxSize,
      long bytes,
      long maxBytes,
      long diskSize,
      long diskBytes,
      long maxDiskBytes,
      long evictions,
      long sets,
      long invalidations,
      long loadWaits,
      long failures,
      long ttlSeconds) {}

  /**
   * Keys of the last run, in the background.
   *
   * @param state {@code off}, {@code running}, {@code done} or {@code cut_short}
   */
  public record WarmUp(String state, long keys, long loaded, long held, long failed) {
    public static final WarmUp OFF = new WarmUp("off", 0, 0, 0, 0);
  }

  /** Security checks that were made, and how many of them a cache or an index answered. */
  public record Checks(long total, long cacheHits) {}
}
