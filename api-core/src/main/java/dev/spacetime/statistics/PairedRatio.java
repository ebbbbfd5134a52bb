package dev.spacetime.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Estimates the ratio of a figure between two sides that were measured in pairs of neighbouring
 * blocks, so that what drifts – a neighbour on the machine, the processor's clock – meets both
 * alike: the geometric mean of the pairs' ratios, with a percentile bootstrap over the pairs (Efron
 * and Tibshirani 1993, chapter 13), expanded for few of them (Hesterberg 2015, section 4.6).
 */
public final class PairedRatio {
  /** Fewer give no interval. */
  public static final int PAIRS_MIN = 3;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int RESAMPLES = 10_000;

  private PairedRatio() {}

  /**
   * @param numerators positive figures, the i-th measured beside the i-th denominator
   * @param confidence of the interval, as in 0.95
   */
  public static RatioEstimate estimate(
      double[] numerators, double[] denominators, double confidence, long seed) {
    if (numerators.length != denominators.length || numerators.length < PAIRS_MIN) {
      throw new IllegalArgumentException(
          numerators.length
              + " and "
              + denominators.length
              + " figures are no "
              + PAIRS_MIN
              + " pairs");
    }
    double[] logarithms = new double[numerators.length];
    for (int i = 0; i < numerators.length; i++) {
      if (!(numerators[i] > 0 && denominators[i] > 0)) {
        throw new IllegalArgumentException(
            "No ratio of " + numerators[i] + " and " + denominators[i]);
      }
      logarithms[i] = Math.log(numerators[i] / denominators[i]);
    }
    double[] means = resampledMeans(logarithms, new SplittableRandom(seed));
    double tail = expandedTail(1 - confidence, numerators.length);
    return new RatioEstimate(
        Math.exp(Arrays.stream(logarithms).average().orElseThrow()),
        new Interval(
            Math.exp(Quantiles.ofSorted(means, tail)),
            Math.exp(Quantiles.ofSorted(means, 1 - tail))),
        numerators.length);
  }

  private static double[] resampledMeans(double[] values, SplittableRandom random) {
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      for (int drawn = 0; drawn < values.length; drawn++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    return means;
  }

  // The plain percentile interval is too narrow by what separates z from t and n from n - 1.
  private static double expandedTail(double significance, int count) {
    double t = TDistribution.of(count - 1).inverseSurvivalProbability(significance / 2);
    return NORMAL.cumulativeProbability(-t * Math.sqrt(count / (count - 1.0)));
  }
}
