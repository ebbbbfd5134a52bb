package dev.spacetime.perf.compare;

import java.util.Locale;

/** What is compared of a block. */
enum Figure {
  THROUGHPUT(0),
  P50(0.50),
  P95(0.95),
  P99(0.99);

  // So many samples must lie beyond a quantile for it to mean something.
  private static final int BEYOND_MIN = 5;

  private final double probability;

  Figure(double probability) {
    this.probability = probability;
  }

  /** Requests a second, or milliseconds. */
  double of(Block block) {
    return this == THROUGHPUT
        ? block.perSecond()
        : block.nanos().getValueAtPercentile(probability * 100) / 1e6;
  }

  /** Throughput has enough in every block: it counts, and a block in which little is done tells. */
  boolean hasEnough(Block block) {
    return this == THROUGHPUT || block.nanos().getTotalCount() * (1 - probability) >= BEYOND_MIN;
  }

  boolean moreIsBetter() {
    return this == THROUGHPUT;
  }

  /** Whether it tells of the typical block; stops now and then are for the tails to tell. */
  boolean isTypical() {
    return this == THROUGHPUT || this == P50;
  }

  /** Whether an inconclusive line makes the whole comparison so; tails need long runs. */
  boolean decides() {
    return this == THROUGHPUT || this == P50;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
