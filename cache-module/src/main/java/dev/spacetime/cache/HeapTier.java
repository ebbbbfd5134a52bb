package dev.spacetime.cache;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Entries on the heap, by reference, bounded by their number. */
final class HeapTier<K, V> implements Tier<K, V> {
  private final GuardedCache<K, Held<V>> cache;
  private final EhcacheFigures figures;
  private final long entriesMax;

  HeapTier(GuardedCache<K, Held<V>> cache, EhcacheFigures figures, long entriesMax) {
    this.cache = cache;
    this.figures = figures;
    this.entriesMax = entriesMax;
  }

  @Override
  public @Nullable Held<V> get(K key) {
    return cache.get(key);
  }

  @Override
  public boolean put(K key, Held<V> held) {
    return cache.put(key, held);
  }

  @Override
  public void remove(K key) {
    cache.remove(key);
  }

  @Override
  public void forEachKey(Consumer<? super K> action) {
    cache.forEachKey(action);
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public TierStatistics statistics() {
    return new TierStatistics(figures.mappings(), entriesMax, 0, 0, figures.evictions());
  }
}
