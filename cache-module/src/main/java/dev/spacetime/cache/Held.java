package dev.spacetime.cache;

/** A value and its times, in milliseconds since the epoch. */
final class Held<V> {
  private final V value;
  private final long storedMillis;
  private final long freshUntilMillis;
  private final long keptUntilMillis;
  private final boolean recheck;

  /** A guess, because threads that count at once may lose a count. */
  private int hits;

  private Held(
      V value, long storedMillis, long freshUntilMillis, long keptUntilMillis, boolean recheck) {
    this.value = value;
    this.storedMillis = storedMillis;
    this.freshUntilMillis = freshUntilMillis;
    this.keptUntilMillis = keptUntilMillis;
    this.recheck = recheck;
  }

  static <V> Held<V> of(V value, long storedMillis, long freshUntilMillis, long keptUntilMillis) {
    return new Held<>(value, storedMillis, freshUntilMillis, keptUntilMillis, false);
  }

  /** The same, but nobody knows whether it is still right. */
  Held<V> ofFormerRun() {
    return new Held<>(value, storedMillis, freshUntilMillis, keptUntilMillis, true);
  }

  /** The same, known to be right. */
  Held<V> rechecked() {
    return new Held<>(value, storedMillis, freshUntilMillis, keptUntilMillis, false);
  }

  V value() {
    return value;
  }

  long storedMillis() {
    return storedMillis;
  }

  long freshUntilMillis() {
    return freshUntilMillis;
  }

  long keptUntilMillis() {
    return keptUntilMillis;
  }

  /** Whether it comes from a former run of the program and was not yet compared with its source. */
  boolean needsRecheck() {
    return recheck;
  }

  boolean freshAt(long nowMillis) {
    return nowMillis < freshUntilMillis;
  }

  boolean keptAt(long nowMillis) {
    return nowMillis < keptUntilMillis;
  }

  /** How often it was served from the heap, this time included. */
  int hit() {
    return ++hits;
  }
}
