package dev.spacetime.statistics;

import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether two samples differ, by their ranks alone (Mann and Whitney 1947): exact for small samples
 * without ties, else the normal approximation, corrected for ties and continuity.
 *
 * @param u the sample's statistic
 * @param pValue two-sided
 * @param a12 how often a value of the sample is larger than one of the other, ties half (Vargha and
 *     Delaney 2000): 0.5 is no effect
 */
public record RankTest(double u, double pValue, double a12) {
  public static RankTest of(double[] sample, double[] other) {
    MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults().test(sample, other);
    // Nothing but ties has no variance.
    double p = Double.isNaN(result.getPValue()) ? 1 : result.getPValue();
    double u = result.getStatistic();
    return new RankTest(u, p, u / ((double) sample.length * other.length));
  }

  /** The same effect from -1 to 1 (Cliff 1993). */
  public double cliffsDelta() {
    return 2 * a12 - 1;
  }
}
