package dev.spacetime.statistics;

/**
 * Where a series shifted.
 *
 * @param index of the first value after it
 * @param before the median of the values between the previous change and this one
 * @param after the median of those from this one to the next
 * @param pValue of the permutation test that found it
 */
public record ChangePoint(int index, double before, double after, double pValue) {
  public double ratio() {
    return after / before;
  }
}
