package dev.spacetime.perf.compare;

import dev.spacetime.statistics.PairedRatio;
import dev.spacetime.statistics.RatioEstimate;
import dev.spacetime.statistics.VerdictRule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
    return this == THROUGHPUT || block.nanos().getTotalCount() >= samplesMin();
  }

  /**
   * How many neighbouring blocks make one that has enough, but no more than leave pairs.
   *
   * @param first not empty, as the second
   */
  int blocksNeeded(List<Block> first, List<Block> second) {
    if (this == THROUGHPUT) {
      return 1;
    }
    long fewest =
        Stream.concat(first.stream(), second.stream())
            .mapToLong(block -> block.nanos().getTotalCount())
            .min()
            .orElseThrow();
    long needed = (samplesMin() + fewest - 1) / Math.max(1, fewest);
    int most = Math.min(first.size(), second.size()) / VerdictRule.DEFAULT.pairsMin();
    return (int) Math.max(1, Math.min(needed, most));
  }

  private long samplesMin() {
    return Math.round(BEYOND_MIN / (1 - probability));
  }

  /** Of the typical pair, or of all where stops now and then are what it tells of. */
  RatioEstimate ratio(double[] numerators, double[] denominators, double confidence, long seed) {
    return decides()
        ? PairedRatio.typical(numerators, denominators, confidence, seed)
        : PairedRatio.estimate(numerators, denominators, confidence, seed);
  }

  boolean moreIsBetter() {
    return this == THROUGHPUT;
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
