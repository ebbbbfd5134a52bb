package dev.spacetime.optimized;

import dev.spacetime.security.CheckCache;
import java.util.Optional;
import java.util.function.Supplier;

/** Verdicts on signed tokens, kept in their region. */
record KeptChecks(Supplier<SceneStore> store) implements CheckCache {
  @Override
  public Optional<Kept> get(String key) {
    return store.get().checks().get(key);
  }

  @Override
  public void put(String key, Kept kept) {
    store.get().checks().put(key, kept);
  }
}
