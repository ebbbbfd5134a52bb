package dev.spacetime.perf.compare;

import dev.spacetime.statistics.Interval;
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
 * @param interval of the ratio at 95 %, for this line alone
 * @param jointInterval at 95 % for all lines together
 * @param a12 how often a block of the second side has the larger figure
 * @param blocks how many pairs of them
 */
record Line(
    String workload,
    String figure,
    double first,
    double second,
    double ratio,
    Interval interval,
    Interval jointInterval,
    double pValue,
    double a12,
    int blocks,
    Verdict verdict) {
  private static final double SIGNIFICANCE = 0.05;

  /**
   * @param lines how many are judged together
   */
  static Line of(
      String workload,
      Figure figure,
      List<Block> firstBlocks,
      List<Block> secondBlocks,
      int lines,
      long seed) {
    int merged = figure.blocksNeeded(firstBlocks, secondBlocks);
    List<Block> first = Block.merged(firstBlocks, merged);
    List<Block> second = Block.merged(secondBlocks, merged);
    int pairs = Math.min(first.size(), second.size());
    double[] ones = values(figure, first, pairs);
    double[] others = values(figure, second, pairs);
    RatioEstimate alone = figure.ratio(others, ones, 1 - SIGNIFICANCE, seed);
    // Wrong as seldom with all lines as with one (Bonferroni).
    RatioEstimate joint = figure.ratio(others, ones, 1 - SIGNIFICANCE / lines, seed);
    RankTest ranks = RankTest.of(others, ones);
    boolean enough =
        first.stream().allMatch(figure::hasEnough) && second.stream().allMatch(figure::hasEnough);
    return new Line(
        workload,
        figure.toString(),
        Quantiles.median(ones),
        Quantiles.median(others),
        alone.ratio(),
        alone.interval(),
        joint.interval(),
        ranks.pValue(),
        ranks.a12(),
        pairs,
        enough ? verdict(figure, alone, joint, ranks) : Verdict.INCONCLUSIVE);
  }

  private static Verdict verdict(
      Figure figure, RatioEstimate alone, RatioEstimate joint, RankTest ranks) {
    VerdictRule rule = figure.decides() ? VerdictRule.DEFAULT : VerdictRule.OF_TAILS;
    return figure.moreIsBetter()
        ? rule.judge(alone, joint.interval(), ranks)
        : rule.judge(alone.reciprocal(), joint.interval().reciprocal(), ranks);
  }

  private static double[] values(Figure figure, List<Block> blocks, int count) {
    return blocks.stream().limit(count).mapToDouble(figure::of).toArray();
  }
}
