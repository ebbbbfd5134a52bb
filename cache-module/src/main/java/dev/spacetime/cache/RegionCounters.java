package dev.spacetime.cache;

import java.util.concurrent.atomic.LongAdder;

/** What a region counts itself; Ehcache counts evictions, expirations and the size. */
final class RegionCounters {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder sets = new LongAdder();
  final LongAdder invalidations = new LongAdder();
  final LongAdder failures = new LongAdder();
}
