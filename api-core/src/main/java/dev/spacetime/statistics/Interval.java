package dev.spacetime.statistics;

/** A confidence interval, both ends included. */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("An interval from " + low + " to " + high);
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  public boolean isWithin(double from, double to) {
    return from <= low && high <= to;
  }

  /** The interval of the reciprocal of a positive figure. */
  public Interval reciprocal() {
    return new Interval(1 / high, 1 / low);
  }
}
