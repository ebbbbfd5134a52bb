package dev.spacetime.statistics;

/**
 * How many times larger the first side's figure is than the second's.
 *
 * @param pairs how many pairs of blocks it was made from
 */
public record RatioEstimate(double ratio, Interval interval, int pairs) {
  /** The second side's figure over the first's. */
  public RatioEstimate reciprocal() {
    return new RatioEstimate(1 / ratio, interval.reciprocal(), pairs);
  }
}
