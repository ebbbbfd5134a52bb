package dev.spacetime.security;

import java.util.Map;
import java.util.Optional;

/** Keeps a number of verdicts on the heap and forgets what was unused longest. */
public final class BoundedCheckCache implements CheckCache {
  private final Map<String, Kept> kept;

  /**
   * @param entriesMax of some 300 bytes each
   */
  public BoundedCheckCache(int entriesMax) {
    this.kept = new LeastRecentlyUsed<>(entriesMax);
  }

  @Override
  public Optional<Kept> get(String key) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(key));
    }
  }

  @Override
  public void put(String key, Kept verdict) {
    synchronized (kept) {
      kept.put(key, verdict);
    }
  }

  int size() {
    synchronized (kept) {
      return kept.size();
    }
  }
}
