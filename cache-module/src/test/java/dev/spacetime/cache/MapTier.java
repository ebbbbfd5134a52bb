package dev.spacetime.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A tier that is a map. */
class MapTier<V> implements Tier<Integer, V> {
  private static final AtomicInteger SHARED = new AtomicInteger();

  private final ConcurrentHashMap<Integer, Held<V>> entries = new ConcurrentHashMap<>();

  /**
   * Lincheck may switch where something shared is read. Called where a region may be interrupted
   * and then asks its map of flights, which is no such place.
   */
  static void mayPause() {
    int unused = SHARED.get();
  }

  @Override
  public @Nullable Held<V> get(Integer key) {
    Held<V> held = entries.get(key);
    mayPause();
    return held;
  }

  @Override
  public boolean put(Integer key, Held<V> held) {
    entries.put(key, held);
    mayPause();
    return true;
  }

  @Override
  public void remove(Integer key) {
    entries.remove(key);
    mayPause();
  }

  @Override
  public void forEachKey(Consumer<? super Integer> action) {
    boolean there = entries.containsKey(SourcedRegion.KEY);
    mayPause();
    if (there) {
      action.accept(SourcedRegion.KEY);
    }
  }

  @Override
  public void clear() {
    entries.clear();
    mayPause();
  }

  @Override
  public TierStatistics statistics() {
    return TierStatistics.NONE;
  }
}
