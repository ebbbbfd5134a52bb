package dev.spacetime.perf.regression;

/**
 * A straight line through equally spaced points, by least squares.
 *
 * @param slope for each step
 * @param standardError of the slope
 */
record Trend(double slope, double standardError) {
  static Trend of(double[] values) {
    int count = values.length;
    double middle = (count - 1) / 2.0;
    double mean = 0;
    for (double value : values) {
      mean += value / count;
    }
    double spread = 0;
    double product = 0;
    for (int i = 0; i < count; i++) {
      spread += (i - middle) * (i - middle);
      product += (i - middle) * (values[i] - mean);
    }
    double slope = product / spread;
    double residuals = 0;
    for (int i = 0; i < count; i++) {
      double residual = values[i] - mean - slope * (i - middle);
      residuals += residual * residual;
    }
    return new Trend(slope, Math.sqrt(residuals / (count - 2) / spread));
  }

  /** What the slope is at least, with about 99.8 %. */
  double slopeMin() {
    return slope - 3 * standardError;
  }
}
