package dev.spacetime.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a region holds: values in their tiers, failures that are kept, and how long each is good
 * for. Every call about a key comes while its caller holds the key's lock; {@link #clear} needs
 * none.
 */
final class Entries<K, V> {
  private final Class<V> valueType;
  private final Lifetime lifetime;
  private final TieredStore<K, V> store;
  private final KeptFailures<K> keptFailures;
  private final TimesToLive<K> timesToLive;
  private final RegionCounters counters;

  Entries(
      RegionSpec<K, V> spec,
      TieredStore<K, V> store,
      KeptFailures<K> keptFailures,
      TimesToLive<K> timesToLive,
      RegionCounters counters) {
    this.valueType = spec.valueType();
    this.lifetime = spec.settings().lifetime();
    this.store = store;
    this.keptFailures = keptFailures;
    this.timesToLive = timesToLive;
    this.counters = counters;
  }

  @Nullable Held<V> find(K key, long nowMillis) {
    return store.find(key, nowMillis);
  }

  @Nullable Exception keptFailure(K key, long nowMillis) {
    return keptFailures.find(key, nowMillis);
  }

  /** For as long as the key's history says. */
  void keep(K key, V value, long nowMillis) {
    keep(key, value, timesToLive.loaded(key, value, nowMillis), nowMillis);
  }

  void keep(K key, V value, Duration timeToLive, long nowMillis) {
    V typed = valueType.cast(value);
    keptFailures.remove(key);
    if (store.put(key, lifetime.hold(typed, timeToLive, nowMillis))) {
      counters.sets.increment();
    }
  }

  void keepFailure(K key, Throwable failure, long nowMillis) {
    keptFailures.keep(key, failure, nowMillis);
  }

  /** How many went that might still have been served: none or one. */
  long remove(K key, long nowMillis) {
    keptFailures.remove(key);
    timesToLive.invalidated(key, nowMillis);
    return store.remove(key, nowMillis) ? 1 : 0;
  }

  void clear() {
    keptFailures.clear();
    store.clear();
  }
}
