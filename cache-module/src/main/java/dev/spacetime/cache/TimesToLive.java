package dev.spacetime.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long each key's value is fresh: the region's time to live, or one from the key's history.
 * Calls about a key come while its caller holds the key's lock.
 *
 * @param histories every key has the region's time to live where there is none
 */
record TimesToLive<K>(Lifetime lifetime, @Nullable GuardedCache<K, ChangeHistory> histories) {
  /**
   * Of a region: more than entries on the heap, for a history is needed when the value has gone.
   */
  static final long HISTORIES_MAX = 10_000;

  Duration loaded(K key, Object value, long nowMillis) {
    if (histories == null) {
      return lifetime.timeToLive();
    }
    ChangeHistory known = histories.get(key);
    ChangeHistory history =
        known == null
            ? ChangeHistory.begin(
                lifetime.adaptive().changesPerMillisecond(lifetime.timeToLive()),
                nowMillis,
                value.hashCode())
            : known.loaded(nowMillis, value.hashCode());
    histories.put(key, history);
    return lifetime.adaptive().timeToLive(history.changesPerMillisecond());
  }

  void invalidated(K key, long nowMillis) {
    ChangeHistory known = histories == null ? null : histories.get(key);
    if (histories != null && known != null) {
      histories.put(key, known.invalidated(nowMillis));
    }
  }
}
