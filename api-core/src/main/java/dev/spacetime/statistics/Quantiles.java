package dev.spacetime.statistics;

import java.util.Arrays;

/** Sample quantiles with linear interpolation: type 7 of Hyndman and Fan (1996). */
public final class Quantiles {
  private Quantiles() {}

  /**
   * @param probability from 0 to 1
   * @throws IllegalArgumentException when there are no values
   */
  public static double of(double[] values, double probability) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, probability);
  }

  /** As {@link #of}, of ascending values. */
  public static double ofSorted(double[] sorted, double probability) {
    if (sorted.length == 0 || !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "The quantile " + probability + " of " + sorted.length + " values");
    }
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  public static double median(double[] values) {
    return of(values, 0.5);
  }
}
