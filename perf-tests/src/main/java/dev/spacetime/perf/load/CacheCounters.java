package dev.spacetime.perf.load;

import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Look-ups of the server's cache so far. */
record CacheCounters(long hits, long misses) {
  /** Fewer say nothing. */
  private static final long LOOK_UPS_MIN = 100;

  static CacheCounters of(JsonNode performance) {
    return new CacheCounters(
        performance.at("/cache/l1_cache/hits").asLong(0),
        performance.at("/cache/l1_cache/misses").asLong(0));
  }

  /** Of the look-ups since; empty when there were few, as in a variant without a cache. */
  OptionalDouble hitRatePercentSince(CacheCounters before) {
    long hit = hits - before.hits;
    long all = hit + misses - before.misses;
    return all < LOOK_UPS_MIN ? OptionalDouble.empty() : OptionalDouble.of(100.0 * hit / all);
  }
}
