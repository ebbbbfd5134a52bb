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
  private static final double TRIMMED_SHARE = 0.2;

  private PairedRatio() {}

  /**
   * The ratio over all pairs.
   *
   * @param numerators positive figures, the i-th measured beside the i-th denominator
   * @param confidence of the interval, as in 0.95
   */
  public static RatioEstimate estimate(
      double[] numerators, double[] denominators, double confidence, long seed) {
    return estimate(logarithms(numerators, denominators), 0, confidence, seed);
  }

  /**
   * The ratio over the pairs without the fifth that is lowest and the fifth that is highest (the
   * trimmed mean; Wilcox 2012, section 4.4). Where now and then a neighbour on the machine stops
   * one side, its interval is half as wide; where one side stops by itself now and then, it does
   * not tell.
   *
   * @param numerators positive figures, the i-th measured beside the i-th denominator
   * @param confidence of the interval, as in 0.95
   */
  public static RatioEstimate typical(
      double[] numerators, double[] denominators, double confidence, long seed) {
    double[] logarithms = logarithms(numerators, denominators);
    int trimmed = (int) (TRIMMED_SHARE * logarithms.length);
    return estimate(logarithms, trimmed, confidence, seed);
  }

  private static double[] logarithms(double[] numerators, double[] denominators) {
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
    return logarithms;
  }

  private static RatioEstimate estimate(
      double[] logarithms, int trimmed, double confidence, long seed) {
    double[] sorted = logarithms.clone();
    Arrays.sort(sorted);
    int[] each = new int[sorted.length];
    Arrays.fill(each, 1);
    double[] means = resampledMeans(sorted, trimmed, new SplittableRandom(seed));
    double tail = expandedTail(1 - confidence, sorted.length - 2 * trimmed);
    return new RatioEstimate(
        Math.exp(mean(sorted, each, trimmed)),
        new Interval(
            Math.exp(Quantiles.ofSorted(means, tail)),
            Math.exp(Quantiles.ofSorted(means, 1 - tail))),
        sorted.length);
  }

  private static double[] resampledMeans(double[] sorted, int trimmed, SplittableRandom random) {
    double[] means = new double[RESAMPLES];
    int[] drawn = new int[sorted.length];
    for (int i = 0; i < means.length; i++) {
      Arrays.fill(drawn, 0);
      for (int k = 0; k < drawn.length; k++) {
        drawn[random.nextInt(drawn.length)]++;
      }
      means[i] = mean(sorted, drawn, trimmed);
    }
    Arrays.sort(means);
    return means;
  }

  /**
   * @param counts how often each value is there, as many as there are values in all
   * @param trimmed how many do not count, of the lowest and of the highest
   */
  private static double mean(double[] sorted, int[] counts, int trimmed) {
    int end = sorted.length - trimmed;
    double sum = 0;
    int seen = 0;
    for (int i = 0; i < sorted.length; i++) {
      int from = Math.max(trimmed, seen);
      seen += counts[i];
      sum += sorted[i] * Math.max(0, Math.min(end, seen) - from);
    }
    return sum / (end - trimmed);
  }

  // The plain percentile interval is too narrow by what separates z from t and n from n - 1.
  private static double expandedTail(double significance, int count) {
    double t = TDistribution.of(count - 1).inverseSurvivalProbability(significance / 2);
    return NORMAL.cumulativeProbability(-t * Math.sqrt(count / (count - 1.0)));
  }
}
