package dev.spacetime.cache;

import java.time.Duration;

/**
 * A time to live for each key from its own history of changes, so that the value is outdated at the
 * end of it with a given probability. If changes come independently at a rate λ, that is {@code
 * -ln(1 - probability) / λ} (Cho and Garcia-Molina, "Estimating Frequency of Change", ACM TOIT
 * 3(3), 2003). A change is a load whose value has another {@code hashCode} than the one before, or
 * an invalidation of the key.
 *
 * @param floor the shortest time to live
 * @param ceiling the longest
 * @param outdatedAtEnd the probability, above 0 and below 1
 */
public record AdaptiveTtl(Duration floor, Duration ceiling, double outdatedAtEnd) {
  /** Every key has the region's time to live. */
  public static final AdaptiveTtl OFF = new AdaptiveTtl(Duration.ZERO, Duration.ZERO, 0);

  public AdaptiveTtl {
    boolean off = floor.isZero() && ceiling.isZero() && outdatedAtEnd == 0;
    if (!off && (floor.compareTo(Duration.ZERO) <= 0 || floor.compareTo(ceiling) > 0)) {
      throw new IllegalArgumentException(
          "an adaptive time to live has a floor above zero and not above its ceiling, not %s and %s"
              .formatted(floor, ceiling));
    }
    if (!off && !(outdatedAtEnd > 0 && outdatedAtEnd < 1)) {
      throw new IllegalArgumentException(
          "the probability to be outdated is above 0 and below 1, not " + outdatedAtEnd);
    }
  }

  boolean on() {
    return floor.compareTo(Duration.ZERO) > 0;
  }

  /** Of a key whose value changes so often. */
  Duration timeToLive(double changesPerMillisecond) {
    long millis = (long) (expectedChanges() / changesPerMillisecond);
    return Duration.ofMillis(Math.min(ceiling.toMillis(), Math.max(floor.toMillis(), millis)));
  }

  /** Of a key that is given this time to live. */
  double changesPerMillisecond(Duration timeToLive) {
    return expectedChanges() / timeToLive.toMillis();
  }

  /** Within one time to live. */
  private double expectedChanges() {
    return -Math.log1p(-outdatedAtEnd);
  }
}
