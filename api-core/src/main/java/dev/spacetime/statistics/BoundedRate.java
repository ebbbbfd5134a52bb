package dev.spacetime.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** What one Bernoulli stream says about a bound of its rate. */
public final class BoundedRate {
  private static final double[] MULTIPLES = {2, 4, 10, 30, 100};

  /** How many ways of betting {@link #eValues} has. */
  public static final int ACCOUNTS = MULTIPLES.length;

  private BoundedRate() {}

  /**
   * Likelihood ratios of rates above the bound over the bound itself: e-values against "the rate is
   * at most the bound" (Wald 1945; Robbins 1970).
   *
   * @param bound between 0 and 0.5
   */
  public static double[] eValues(long events, long trials, double bound) {
    return Arrays.stream(MULTIPLES)
        .map(multiple -> Math.min(multiple * bound, (1 + bound) / 2))
        .map(rate -> Math.exp(logLikelihoodRatio(events, trials, rate, bound)))
        .toArray();
  }

  /** The upper end of a one-sided interval (Clopper and Pearson 1934). */
  public static double upperLimit(double events, double trials, double significance) {
    return events >= trials
        ? 1
        : BetaDistribution.of(events + 1, trials - events).inverseSurvivalProbability(significance);
  }

  static double logLikelihoodRatio(long events, long trials, double rate, double other) {
    double ofEvents = events == 0 ? 0 : events * Math.log(rate / other);
    double others = trials - events;
    return ofEvents + (others == 0 ? 0 : others * Math.log((1 - rate) / (1 - other)));
  }
}
