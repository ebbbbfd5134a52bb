package dev.spacetime.perf.compare;

import dev.spacetime.statistics.Interval;
import dev.spacetime.statistics.PairedRatio;
import dev.spacetime.statistics.Quantiles;
import dev.spacetime.statistics.RankTest;
import dev.spacetime.statistics.RatioEstimate;
import dev.spacetime.statistics.Verdict;
import dev.spacetime.statistics.VerdictRule;
import java.util.List;

/**
 * One figure of one endpoint, of both sides.
 *
 * @param first the median over the blocks, requests a second or milliseconds
 * @param ratio second over first
 * @param a12 how often a block of the second side has the larger figure
 */
record Line(
    String workload,
    String figure,
    double first,
    double second,
    double ratio,
    Interval interval,
    double pValue,
    double a12,
    int blocks,
    Verdict verdict) {

  static Line of(
      String workload,
      Figure figure,
      List<Block> first,
      List<Block> second,
      double confidence,
      long seed) {
    int pairs = Math.min(first.size(), second.size());
    double[] ones = values(figure, first, pairs);
    double[] others = values(figure, second, pairs);
    RatioEstimate estimate =
        figure.isTypical()
            ? PairedRatio.typical(others, ones, confidence, seed)
            : PairedRatio.estimate(others, ones, confidence, seed);
    RankTest ranks = RankTest.of(others, ones);
    boolean enough =
        first.stream().allMatch(figure::hasEnough) && second.stream().allMatch(figure::hasEnough);
    Verdict verdict =
        VerdictRule.DEFAULT.judge(figure.moreIsBetter() ? estimate : estimate.reciprocal(), ranks);
    return new Line(
        workload,
        figure.toString(),
        Quantiles.median(ones),
        Quantiles.median(others),
        estimate.ratio(),
        estimate.interval(),
        ranks.pValue(),
        ranks.a12(),
        pairs,
        enough ? verdict : Verdict.INCONCLUSIVE);
  }

  private static double[] values(Figure figure, List<Block> blocks, int count) {
    return blocks.stream().limit(count).mapToDouble(figure::of).toArray();
  }
}
