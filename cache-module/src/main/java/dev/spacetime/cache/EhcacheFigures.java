package dev.spacetime.cache;

import java.util.function.ToLongFunction;
import org.ehcache.core.statistics.CacheStatistics;
import org.ehcache.core.statistics.TierStatistics;

/** What Ehcache knows of one of its caches. */
record EhcacheFigures(CacheStatistics statistics) {
  long mappings() {
    return sum(TierStatistics::getMappings);
  }

  long bytes() {
    return sum(TierStatistics::getOccupiedByteSize);
  }

  long evictions() {
    return statistics.getCacheEvictions();
  }

  // A figure that Ehcache doesn't keep for a tier is -1.
  private long sum(ToLongFunction<TierStatistics> figure) {
    return statistics.getTierStatistics().values().stream()
        .mapToLong(figure)
        .map(count -> Math.max(0, count))
        .sum();
  }
}
