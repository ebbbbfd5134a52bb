package dev.spacetime.cache;

import java.time.Duration;

/**
 * How long a region serves what it holds.
 *
 * @param timeToLive how long a value is fresh after it was stored; the backstop behind invalidation
 * @param staleWhileRevalidate how long after that it is still served while one load in the
 *     background renews it (RFC 5861, section 3)
 * @param staleIfError how long after its time to live it is served where a load fails (RFC 5861,
 *     section 4)
 * @param refreshAheadPercent the last part of the time to live in which a hit on a hot entry, one
 *     that was served before, starts a load in the background; 0 for none
 * @param failureTimeToLive how long a load that failed answers for the next ones; 0 for not at all
 * @param adaptive the time to live of each key, from its own changes
 */
public record Lifetime(
    Duration timeToLive,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    int refreshAheadPercent,
    Duration failureTimeToLive,
    AdaptiveTtl adaptive) {
  // Expiry is kept in milliseconds: a shorter life would be none.
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  public Lifetime {
    requireWithin("time to live", SHORTEST, timeToLive);
    requireWithin("time of stale-while-revalidate", Duration.ZERO, staleWhileRevalidate);
    requireWithin("time of stale-if-error", Duration.ZERO, staleIfError);
    requireWithin("time to keep a failure", Duration.ZERO, failureTimeToLive);
    if (refreshAheadPercent < 0 || refreshAheadPercent > 90) {
      throw new IllegalArgumentException(
          "refresh-ahead takes the last 0 to 90 percent of the time to live, not "
              + refreshAheadPercent);
    }
    if (adaptive.on()
        && (timeToLive.compareTo(adaptive.floor()) < 0
            || timeToLive.compareTo(adaptive.ceiling()) > 0)) {
      throw new IllegalArgumentException(
          "a key without a history has the time to live %s, which is not from the floor %s to the ceiling %s"
              .formatted(timeToLive, adaptive.floor(), adaptive.ceiling()));
    }
  }

  /** Fresh for so long, and nothing else. */
  public static Lifetime of(Duration timeToLive) {
    return new Lifetime(
        timeToLive, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, AdaptiveTtl.OFF);
  }

  public Lifetime withStaleWhileRevalidate(Duration time) {
    return new Lifetime(
        timeToLive, time, staleIfError, refreshAheadPercent, failureTimeToLive, adaptive);
  }

  public Lifetime withStaleIfError(Duration time) {
    return new Lifetime(
        timeToLive, staleWhileRevalidate, time, refreshAheadPercent, failureTimeToLive, adaptive);
  }

  public Lifetime withRefreshAhead(int percent) {
    return new Lifetime(
        timeToLive, staleWhileRevalidate, staleIfError, percent, failureTimeToLive, adaptive);
  }

  public Lifetime withFailuresKept(Duration time) {
    return new Lifetime(
        timeToLive, staleWhileRevalidate, staleIfError, refreshAheadPercent, time, adaptive);
  }

  public Lifetime withAdaptive(AdaptiveTtl ttl) {
    return new Lifetime(
        timeToLive,
        staleWhileRevalidate,
        staleIfError,
        refreshAheadPercent,
        failureTimeToLive,
        ttl);
  }

  /** Whether anything may be served that its time to live no longer covers. */
  boolean servesStale() {
    return !staleWhileRevalidate.isZero() || !staleIfError.isZero();
  }

  /** A value stored now, with its times. */
  <V> Held<V> hold(V value, Duration fresh, long nowMillis) {
    long freshUntilMillis = nowMillis + fresh.toMillis();
    Duration stale =
        staleWhileRevalidate.compareTo(staleIfError) > 0 ? staleWhileRevalidate : staleIfError;
    return Held.of(value, nowMillis, freshUntilMillis, freshUntilMillis + stale.toMillis());
  }

  boolean servableWhileRevalidating(Held<?> held, long nowMillis) {
    return nowMillis < held.freshUntilMillis() + staleWhileRevalidate.toMillis();
  }

  boolean servableOnError(Held<?> held, long nowMillis) {
    return nowMillis < held.freshUntilMillis() + staleIfError.toMillis();
  }

  /** Whether a fresh entry is so near its end that it is renewed if it is hot. */
  boolean nearsEnd(Held<?> held, long nowMillis) {
    long lifeMillis = held.freshUntilMillis() - held.storedMillis();
    return (held.freshUntilMillis() - nowMillis) * 100 <= lifeMillis * refreshAheadPercent;
  }

  private static void requireWithin(String role, Duration shortest, Duration given) {
    if (given.compareTo(shortest) < 0 || given.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "its %s is from %s to %s, not %s".formatted(role, shortest, LONGEST, given));
    }
  }
}
