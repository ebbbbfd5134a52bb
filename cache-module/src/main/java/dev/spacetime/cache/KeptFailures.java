package dev.spacetime.cache;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Loads that failed a moment ago, so that a source in trouble isn't asked at once again. They are
 * apart from the values: a flood of keys that fail pushes no value out.
 *
 * @param cache nothing is kept where there is none
 */
record KeptFailures<K>(@Nullable GuardedCache<K, KeptFailure> cache, Duration timeToLive) {
  /** Of a region: enough for every source in trouble, and a few hundred kilobytes at the most. */
  static final long KEPT_MAX = 1_000;

  record KeptFailure(Exception failure, long untilMillis) {}

  @Nullable Exception find(K key, long nowMillis) {
    KeptFailure kept = cache == null ? null : cache.get(key);
    return kept == null || kept.untilMillis() <= nowMillis ? null : kept.failure();
  }

  void keep(K key, Throwable failure, long nowMillis) {
    // An error says something about this program, not about the source.
    if (cache != null && failure instanceof Exception exception) {
      cache.put(key, new KeptFailure(exception, nowMillis + timeToLive.toMillis()));
    }
  }

  void remove(K key) {
    if (cache != null) {
      cache.remove(key);
    }
  }

  void removeIf(Predicate<? super K> matches) {
    if (cache != null) {
      cache.forEachKey(
          key -> {
            if (matches.test(key)) {
              cache.remove(key);
            }
          });
    }
  }

  void clear() {
    if (cache != null) {
      cache.clear();
    }
  }
}
