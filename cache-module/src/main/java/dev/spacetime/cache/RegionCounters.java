package dev.spacetime.cache;

import java.util.concurrent.atomic.LongAdder;

/** What a region counts itself; its tiers count what they hold and evict. */
final class RegionCounters {
  final LongAdder hits = new LongAdder();
  final LongAdder staleHits = new LongAdder();
  final LongAdder staleIfErrors = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder loadWaits = new LongAdder();
  final LongAdder loadWaitsGivenUp = new LongAdder();
  final LongAdder refreshes = new LongAdder();
  final LongAdder refreshesDropped = new LongAdder();
  final LongAdder keptFailureHits = new LongAdder();
  final LongAdder sets = new LongAdder();
  final LongAdder invalidations = new LongAdder();
  final LongAdder expirations = new LongAdder();
  final LongAdder failures = new LongAdder();
}
