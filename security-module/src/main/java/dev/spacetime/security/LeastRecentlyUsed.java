package dev.spacetime.security;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that drops what was unused longest when it has too many entries; not thread-safe. */
final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int entriesMax;

  LeastRecentlyUsed(int entriesMax) {
    super(16, 0.75f, true);
    this.entriesMax = entriesMax;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > entriesMax;
  }
}
