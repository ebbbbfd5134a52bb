package dev.spacetime.cache;

import java.time.Duration;

/**
 * What a region has done since it was opened, and what it holds. Every call of a {@code get} is one
 * hit or one miss. Each figure is exact once the calls that it counts have returned; the figures of
 * one snapshot are read one after another.
 *
 * @param hits gets that were answered with what was held, from whatever tier
 * @param staleHits those of the hits that were answered past the time to live
 * @param staleIfErrors loads that failed and were answered with what was held
 * @param misses gets that the region couldn't answer; those who waited for another's load included
 * @param loads loader calls, those that failed and those in the background included
 * @param loadWaits gets that waited for another's load
 * @param loadWaitsGivenUp those of them that ended by time-out or interruption
 * @param refreshes loads in the background that were asked for
 * @param refreshesDropped those of them that were not begun, because too many were waiting
 * @param keptFailureHits gets that were answered with the failure of an earlier load
 * @param sets values stored, by a put or after a load
 * @param invalidations entries that might still have been served and that an invalidation removed
 * @param expirations entries that were found to have outlived their time
 * @param failures cache operations that failed and were done without
 * @param timeToLive of a key without a history of its own
 */
public record RegionStatistics(
    long hits,
    long staleHits,
    long staleIfErrors,
    long misses,
    long loads,
    long loadFailures,
    long loadWaits,
    long loadWaitsGivenUp,
    long refreshes,
    long refreshesDropped,
    long keptFailureHits,
    long sets,
    long invalidations,
    long expirations,
    long failures,
    TierStatistics heap,
    TierStatistics offHeap,
    TierStatistics disk,
    Duration timeToLive) {
  /** Entries that can no longer be found, because the tier that holds most was full. */
  public long evictions() {
    if (disk.bytesMax() > 0) {
      return disk.evictions();
    }
    return offHeap.bytesMax() > 0 ? offHeap.evictions() : heap.evictions();
  }
}
