package dev.spacetime.cache;

import java.util.Collections;
import java.util.Iterator;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.ehcache.Cache;
import org.ehcache.core.statistics.CacheStatistics;
import org.ehcache.core.statistics.TierStatistics;
import org.jspecify.annotations.Nullable;

/**
 * One Ehcache cache that never fails. A read that fails finds nothing. A write or a removal that
 * fails drops everything, because what it should have replaced must not be served again.
 */
final class RegionStore<K, V> {
  private final Class<V> valueType;
  private final Cache<K, Held<V>> cache;
  private final CacheStatistics statistics;
  private final FailureLog failures;
  private volatile boolean trusted = true;

  RegionStore(
      Class<V> valueType,
      Cache<K, Held<V>> cache,
      CacheStatistics statistics,
      FailureLog failures) {
    this.valueType = valueType;
    this.cache = cache;
    this.statistics = statistics;
    this.failures = failures;
  }

  @Nullable V get(K key) {
    try {
      Held<V> held = trusted().get(key);
      return held == null ? null : held.value();
    } catch (RuntimeException failure) {
      failures.failed("a look-up", failure);
      return null;
    }
  }

  /** Whether the value is in the cache now. */
  boolean put(K key, V value) {
    try {
      // Ehcache counts no expiration for an expired entry that a put replaces, but for one that a
      // look-up finds.
      boolean unused = trusted().containsKey(key);
      cache.put(key, new Held<>(valueType.cast(value)));
      return true;
    } catch (RuntimeException failure) {
      distrust("storing", failure);
      return false;
    }
  }

  /** Whether a live entry went. */
  boolean remove(K key) {
    try {
      Held<V> held = trusted().get(key);
      return held != null && cache.remove(key, held);
    } catch (RuntimeException failure) {
      distrust("removing", failure);
      return false;
    }
  }

  /** Removes every entry that matches and was there at the start; the live ones that went. */
  long removeIf(Predicate<? super K> matches) {
    return removeWhere((key, value) -> matches.test(key));
  }

  /** The same by key and value. */
  long removeWhere(BiPredicate<? super K, ? super V> matches) {
    long removed = 0;
    Iterator<Cache.Entry<K, Held<V>>> entries = entries();
    for (Cache.Entry<K, Held<V>> entry = next(entries); entry != null; entry = next(entries)) {
      if (matches.test(entry.getKey(), entry.getValue().value()) && removed(entry)) {
        removed++;
      }
    }
    return removed;
  }

  /**
   * Drops everything. What can't be dropped can't be trusted: nothing is served from then on, until
   * dropping succeeds.
   */
  void clear() {
    try {
      cache.clear();
      trusted = true;
    } catch (RuntimeException failure) {
      trusted = false;
      failures.failed("clearing", failure);
    }
  }

  long size() {
    return statistics.getTierStatistics().values().stream()
        .mapToLong(TierStatistics::getMappings)
        .sum();
  }

  long evictions() {
    return statistics.getCacheEvictions();
  }

  long expirations() {
    return statistics.getCacheExpirations();
  }

  private Cache<K, Held<V>> trusted() {
    if (!trusted) {
      throw new IllegalStateException("The cache still holds what could not be removed");
    }
    return cache;
  }

  private Iterator<Cache.Entry<K, Held<V>>> entries() {
    try {
      return trusted().iterator();
    } catch (RuntimeException failure) {
      distrust("a scan", failure);
      return Collections.emptyIterator();
    }
  }

  private Cache.@Nullable Entry<K, Held<V>> next(Iterator<Cache.Entry<K, Held<V>>> entries) {
    try {
      return entries.hasNext() ? entries.next() : null;
    } catch (RuntimeException failure) {
      distrust("a scan", failure);
      return null;
    }
  }

  private boolean removed(Cache.Entry<K, Held<V>> entry) {
    try {
      return cache.remove(entry.getKey(), entry.getValue());
    } catch (RuntimeException failure) {
      distrust("removing", failure);
      return false;
    }
  }

  private void distrust(String operation, RuntimeException failure) {
    failures.failed(operation, failure);
    clear();
  }
}
