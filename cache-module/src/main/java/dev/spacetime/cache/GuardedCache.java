package dev.spacetime.cache;

import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;
import org.ehcache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * One Ehcache cache that never fails. A read that fails finds nothing. A write that fails removes
 * what it should have replaced, and a removal that fails drops everything, because what should have
 * gone must not be served again.
 */
final class GuardedCache<K, S> {
  private final Cache<K, S> cache;
  private final FailureLog failures;
  private volatile boolean trusted = true;

  GuardedCache(Cache<K, S> cache, FailureLog failures) {
    this.cache = cache;
    this.failures = failures;
  }

  @Nullable S get(K key) {
    try {
      return trustedCache().get(key);
    } catch (RuntimeException | InternalError failure) {
      failures.failed("a look-up", failure);
      return null;
    }
  }

  /** Whether it is in the cache now. */
  boolean put(K key, S stored) {
    try {
      trustedCache().put(key, stored);
      return true;
    } catch (RuntimeException | InternalError failure) {
      failures.failed("storing", failure);
      remove(key);
      return false;
    }
  }

  void remove(K key) {
    try {
      trustedCache().remove(key);
    } catch (RuntimeException | InternalError failure) {
      distrust("removing", failure);
    }
  }

  /** Hands out each key that was there at the start; an exception of the action ends the scan. */
  void forEachKey(Consumer<? super K> action) {
    Iterator<Cache.Entry<K, S>> entries = entries();
    for (K key = next(entries); key != null; key = next(entries)) {
      action.accept(key);
    }
  }

  /**
   * Drops everything. What can't be dropped can't be trusted: nothing is served from then on, until
   * dropping succeeds.
   */
  void clear() {
    try {
      cache.clear();
      trusted = true;
    } catch (RuntimeException | InternalError failure) {
      trusted = false;
      failures.failed("clearing", failure);
    }
  }

  /** Whether it holds nothing that should have gone. */
  boolean trusted() {
    return trusted;
  }

  private Cache<K, S> trustedCache() {
    if (!trusted) {
      throw new IllegalStateException("The cache still holds what could not be removed");
    }
    return cache;
  }

  private Iterator<Cache.Entry<K, S>> entries() {
    try {
      return trustedCache().iterator();
    } catch (RuntimeException | InternalError failure) {
      distrust("a scan", failure);
      return Collections.emptyIterator();
    }
  }

  private @Nullable K next(Iterator<Cache.Entry<K, S>> entries) {
    try {
      return entries.hasNext() ? entries.next().getKey() : null;
    } catch (RuntimeException | InternalError failure) {
      distrust("a scan", failure);
      return null;
    }
  }

  private void distrust(String operation, Throwable failure) {
    failures.failed(operation, failure);
    clear();
  }
}
