package dev.spacetime.security;

import dev.spacetime.api.VariantStatistics;
import java.util.concurrent.atomic.LongAdder;

/** Counts checks, and those that an index answered. */
final class CheckCounter {
  private final LongAdder total = new LongAdder();
  private final LongAdder indexed = new LongAdder();

  /** A check that had to be worked out. */
  void computed() {
    total.increment();
  }

  /** A check that an index answered which was there already. */
  void indexed() {
    total.increment();
    indexed.increment();
  }

  VariantStatistics.Checks checks() {
    return new VariantStatistics.Checks(total.sum(), indexed.sum());
  }
}
