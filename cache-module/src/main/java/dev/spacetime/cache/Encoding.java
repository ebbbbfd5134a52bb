package dev.spacetime.cache;

import java.util.function.BiPredicate;

/**
 * What a region needs to keep entries off the heap.
 *
 * @param stillRight whether a value that a former run of the program stored agrees with its source
 *     now. Asked once for each such entry before it is served, under the lock of its key: it may
 *     read the source, and may not ask the region
 */
public record Encoding<K, V>(
    KeyCodec<K> keys, ValueCodec<V> values, BiPredicate<? super K, ? super V> stillRight) {
  /** For values that no run after this one may serve. */
  public static <K, V> Encoding<K, V> ofThisRun(KeyCodec<K> keys, ValueCodec<V> values) {
    return new Encoding<>(keys, values, (key, value) -> false);
  }
}
