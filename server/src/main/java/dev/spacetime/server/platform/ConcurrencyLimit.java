package dev.spacetime.server.platform;

/**
 * How many requests may run at once.
 *
 * @param kind whether there is a limit, and whose it is
 * @param requests for a fixed limit, at least 1; else 0
 */
public record ConcurrencyLimit(Kind kind, int requests) {
  public static final ConcurrencyLimit OFF = new ConcurrencyLimit(Kind.OFF, 0);

  /** Found from how the times of requests follow their number. */
  public static final ConcurrencyLimit ADAPTIVE = new ConcurrencyLimit(Kind.ADAPTIVE, 0);

  /** Where a limit comes from. */
  public enum Kind {
    OFF,
    ADAPTIVE,
    FIXED
  }

  public ConcurrencyLimit {
    if ((kind == Kind.FIXED) != (requests > 0)) {
      throw new IllegalArgumentException("A fixed limit is 1 or more, not " + requests);
    }
  }

  public static ConcurrencyLimit of(int requests) {
    return new ConcurrencyLimit(Kind.FIXED, requests);
  }
}
