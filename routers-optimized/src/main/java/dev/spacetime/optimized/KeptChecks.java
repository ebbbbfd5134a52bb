package dev.spacetime.optimized;

import dev.spacetime.security.CheckCache;
import java.util.Optional;

/** Verdicts on signed tokens, kept in their region. */
record KeptChecks(WatchedStore store) implements CheckCache {
  // Asked by an I/O thread, which must not wait until the caches are open.
  @Override
  public Optional<Kept> get(String key) {
    return store.ifOpen().flatMap(both -> both.store().checks().get(key));
  }

  @Override
  public void put(String key, Kept kept) {
    store.get().checks().put(key, kept);
  }
}
