package dev.spacetime.cache;

/**
 * How often the value of one key changed. Old observations count less and less: each weighs {@link
 * #MEMORY} of the next.
 *
 * @param changes expected number, weighted
 * @param observedMillis time that they were counted in, weighted the same
 * @param sinceMillis end of the last observation, in milliseconds since the epoch
 * @param valueHash of the value then
 * @param changed whether the value is known to have changed since
 */
record ChangeHistory(
    double changes, double observedMillis, long sinceMillis, int valueHash, boolean changed) {
  private static final double MEMORY = 0.95;

  /** So much of a change is believed before anything was observed. */
  private static final double PRIOR_CHANGES = 0.5;

  static ChangeHistory begin(double changesPerMillisecond, long nowMillis, int valueHash) {
    return new ChangeHistory(
        PRIOR_CHANGES, PRIOR_CHANGES / changesPerMillisecond, nowMillis, valueHash, false);
  }

  double changesPerMillisecond() {
    return changes / observedMillis;
  }

  /** After a load. */
  ChangeHistory loaded(long nowMillis, int loadedHash) {
    double observed = Math.max(0, nowMillis - sinceMillis);
    if (changed) {
      return new ChangeHistory(changes, observedMillis + observed, nowMillis, loadedHash, false);
    }
    double seen = loadedHash == valueHash ? 0 : changesBehindOne(observed);
    return new ChangeHistory(
        changes * MEMORY + seen, observedMillis * MEMORY + observed, nowMillis, loadedHash, false);
  }

  /** After the value was invalidated. */
  ChangeHistory invalidated(long nowMillis) {
    double observed = Math.max(0, nowMillis - sinceMillis);
    return new ChangeHistory(
        changes * MEMORY + 1, observedMillis * MEMORY + observed, nowMillis, valueHash, true);
  }

  /** Who looks twice and finds another value has seen one change or more. */
  private double changesBehindOne(double observed) {
    double expected = changesPerMillisecond() * observed;
    return expected < 1e-9 ? 1 : expected / -Math.expm1(-expected);
  }
}
