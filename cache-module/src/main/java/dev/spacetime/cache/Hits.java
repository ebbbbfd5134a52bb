package dev.spacetime.cache;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts the hits of a region, and of its keys where somebody wants to know. */
final class Hits<K> {
  private final LongAdder all;
  private final HotKeys<K> hotKeys;
  private final boolean countsEntries;
  private final boolean countsKeys;

  Hits(RegionSettings settings, LongAdder all) {
    this.all = all;
    this.hotKeys = new HotKeys<>(settings.hotKeysMax());
    this.countsKeys = settings.hotKeysMax() > 0;
    this.countsEntries = countsKeys || settings.lifetime().refreshAheadPercent() > 0;
  }

  /** How often this entry was hit, this time included; 0 where that is not counted. */
  int count(K key, Held<?> held) {
    all.increment();
    if (!countsEntries) {
      return 0;
    }
    int hits = held.hit();
    if (countsKeys) {
      hotKeys.hit(key, hits);
    }
    return hits;
  }

  /** The most used keys, the most used first; older uses count half from now on. */
  List<K> hottest() {
    List<K> keys = hotKeys.hottest();
    hotKeys.age();
    return keys;
  }
}
