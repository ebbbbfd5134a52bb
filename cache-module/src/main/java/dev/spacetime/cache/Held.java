package dev.spacetime.cache;

/**
 * A value as Ehcache holds it. Equal only to itself, so that removing "this entry, if it is still
 * there" depends on no value's {@code equals} and each removed entry is counted once.
 */
final class Held<V> {
  private final V value;

  Held(V value) {
    this.value = value;
  }

  V value() {
    return value;
  }
}
