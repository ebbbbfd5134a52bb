package dev.spacetime.cache;

import java.util.Map;
import org.ehcache.Cache;
import org.ehcache.spi.resilience.ResilienceStrategy;
import org.ehcache.spi.resilience.StoreAccessException;

/**
 * Hands every failure up to {@link RegionStore}. Ehcache's own strategy answers a failed operation
 * with what looks like a success, and a failed removal may not pass for one.
 */
final class EscalatingResilience<K, V> implements ResilienceStrategy<K, V> {
  @Override
  public V getFailure(K key, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public boolean containsKeyFailure(K key, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public void putFailure(K key, V value, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public void removeFailure(K key, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public void clearFailure(StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public Cache.Entry<K, V> iteratorFailure(StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public V putIfAbsentFailure(K key, V value, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public boolean removeFailure(K key, V value, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public V replaceFailure(K key, V value, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public boolean replaceFailure(K key, V value, V newValue, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public Map<K, V> getAllFailure(Iterable<? extends K> keys, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public void putAllFailure(Map<? extends K, ? extends V> entries, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }

  @Override
  public void removeAllFailure(Iterable<? extends K> keys, StoreAccessException failure) {
    throw new StoreFailureException(failure);
  }
}
