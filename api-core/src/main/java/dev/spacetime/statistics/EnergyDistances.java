package dev.spacetime.statistics;

/**
 * Distances between all values of a series, summed up beforehand, so that the energy statistic of
 * two neighbouring stretches takes constant time (Matteson and James 2014, equation 5, α = 1).
 */
final class EnergyDistances {
  private final double[][] sums;

  /**
   * @param order which value stands at which place
   */
  EnergyDistances(double[] values, int[] order) {
    int count = values.length;
    sums = new double[count + 1][count + 1];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double distance = Math.abs(values[order[i]] - values[order[j]]);
        sums[i + 1][j + 1] = distance + sums[i][j + 1] + sums[i + 1][j] - sums[i][j];
      }
    }
  }

  /** The scaled statistic of {@code [from, middle)} against {@code [middle, to)}. */
  double statistic(int from, int middle, int to) {
    double n = middle - from;
    double m = to - middle;
    double between = 2 / (n * m) * sum(from, middle, middle, to);
    // Every pair of a square stands in it twice, so the sum is over ordered pairs already.
    double withinFirst = sum(from, middle, from, middle) / (n * (n - 1));
    double withinSecond = sum(middle, to, middle, to) / (m * (m - 1));
    return n * m / (n + m) * (between - withinFirst - withinSecond);
  }

  private double sum(int rowFrom, int rowTo, int columnFrom, int columnTo) {
    return sums[rowTo][columnTo]
        - sums[rowFrom][columnTo]
        - sums[rowTo][columnFrom]
        + sums[rowFrom][columnFrom];
  }
}
