package dev.spacetime.cache;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One place where a region's entries lie. It never fails: what can't be read isn't there, and what
 * can't be written or removed takes everything with it that might be served in its place.
 *
 * <p>Thread-safe; calls that change one key come one at a time.
 */
interface Tier<K, V> {
  @Nullable Held<V> get(K key);

  /** Whether it is in the tier now; if not, nothing is there under its key. */
  boolean put(K key, Held<V> held);

  void remove(K key);

  /** Hands out each key that was there at the start, and perhaps some that came since. */
  void forEachKey(Consumer<? super K> action);

  void clear();

  TierStatistics statistics();
}
