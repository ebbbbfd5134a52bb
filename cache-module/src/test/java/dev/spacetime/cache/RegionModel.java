package dev.spacetime.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a region with room enough does, as a plain map says it. */
final class RegionModel {
  private record Entry(
      String value, long freshUntilMillis, long keptUntilMillis, boolean ofFormerRun) {}

  /** What a region counts and a model can know. */
  record Counts(
      long hits,
      long staleHits,
      long staleIfErrors,
      long misses,
      long loads,
      long loadFailures,
      long refreshes,
      long keptFailureHits,
      long sets,
      long invalidations,
      long expirations,
      long evictions,
      long failures) {
    static Counts of(RegionStatistics region) {
      return new Counts(
          region.hits(),
          region.staleHits(),
          region.staleIfErrors(),
          region.misses(),
          region.loads(),
          region.loadFailures(),
          region.refreshes(),
          region.keptFailureHits(),
          region.sets(),
          region.invalidations(),
          region.expirations(),
          region.evictions(),
          region.failures());
    }
  }

  private final Map<Integer, Entry> entries = new HashMap<>();
  private final Map<Integer, Long> failuresUntilMillis = new HashMap<>();
  private final Lifetime lifetime;
  private final Predicate<Integer> stillRight;
  private long nowMillis;
  private long hits;
  private long staleHits;
  private long staleIfErrors;
  private long misses;
  private long loads;
  private long loadFailures;
  private long refreshes;
  private long keptFailureHits;
  private long sets;
  private long invalidations;
  private long expirations;

  RegionModel(Lifetime lifetime, Predicate<Integer> stillRight) {
    this.lifetime = lifetime;
    this.stillRight = stillRight;
  }

  void advance(Duration duration) {
    nowMillis += duration.toMillis();
  }

  void put(int key, String value) {
    put(key, value, lifetime.timeToLive());
  }

  void put(int key, String value, Duration timeToLive) {
    store(key, value, timeToLive);
  }

  Optional<String> get(int key) {
    expire(key);
    Entry entry = entries.get(key);
    if (entry == null || nowMillis >= entry.freshUntilMillis()) {
      misses++;
      return Optional.empty();
    }
    hits++;
    return Optional.of(entry.value());
  }

  /**
   * @param loaded what the source has, or nothing while it is down
   * @return nothing when the get fails
   */
  Optional<String> load(int key, Optional<String> loaded) {
    expire(key);
    Entry entry = entries.get(key);
    if (entry != null && within(lifetime.staleWhileRevalidate(), entry)) {
      return Optional.of(hit(key, entry, loaded));
    }
    Optional<String> cover =
        Optional.ofNullable(entry)
            .filter(held -> within(lifetime.staleIfError(), held))
            .map(Entry::value);
    if (failureIsKept(key)) {
      return coveredFailure(cover);
    }
    misses++;
    source(key, loaded);
    if (loaded.isEmpty() && cover.isPresent()) {
      staleIfErrors++;
      return cover;
    }
    return loaded;
  }

  long invalidateIf(Predicate<Integer> matches) {
    Map.copyOf(entries).keySet().stream().filter(matches).forEach(this::expire);
    long before = entries.size();
    entries.keySet().removeIf(matches);
    failuresUntilMillis.keySet().removeIf(matches);
    invalidations += before - entries.size();
    return before - entries.size();
  }

  /** What has expired unnoticed counts too. */
  long invalidateAll() {
    long size = entries.size();
    entries.clear();
    failuresUntilMillis.clear();
    invalidations += size;
    return size;
  }

  /** Nobody knows what failed loads would have brought, so they are forgotten. */
  long invalidateWhere(Predicate<String> matches) {
    failuresUntilMillis.clear();
    Set<Integer> keys =
        entries.entrySet().stream()
            .filter(entry -> matches.test(entry.getValue().value()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return invalidateIf(keys::contains);
  }

  /** A clean end and a new start. */
  void restart(boolean persistent) {
    failuresUntilMillis.clear();
    if (persistent) {
      entries.replaceAll(
          (key, entry) ->
              new Entry(entry.value(), entry.freshUntilMillis(), entry.keptUntilMillis(), true));
    } else {
      entries.clear();
    }
    hits = staleHits = staleIfErrors = misses = loads = loadFailures = refreshes = 0;
    keptFailureHits = sets = invalidations = expirations = 0;
  }

  Counts counts() {
    return new Counts(
        hits,
        staleHits,
        staleIfErrors,
        misses,
        loads,
        loadFailures,
        refreshes,
        keptFailureHits,
        sets,
        invalidations,
        expirations,
        0,
        0);
  }

  private Optional<String> coveredFailure(Optional<String> cover) {
    if (cover.isPresent()) {
      hits++;
      staleHits++;
    } else {
      misses++;
      keptFailureHits++;
    }
    return cover;
  }

  private String hit(int key, Entry entry, Optional<String> loaded) {
    hits++;
    if (nowMillis >= entry.freshUntilMillis()) {
      staleHits++;
      if (!failureIsKept(key)) {
        refreshes++;
        source(key, loaded);
      }
    }
    return entry.value();
  }

  private void source(int key, Optional<String> loaded) {
    loads++;
    if (loaded.isPresent()) {
      store(key, loaded.get(), lifetime.timeToLive());
    } else {
      loadFailures++;
      failuresUntilMillis.put(key, nowMillis + lifetime.failureTimeToLive().toMillis());
    }
  }

  private void store(int key, String value, Duration timeToLive) {
    long freshUntilMillis = nowMillis + timeToLive.toMillis();
    long staleMillis =
        Math.max(lifetime.staleWhileRevalidate().toMillis(), lifetime.staleIfError().toMillis());
    entries.put(key, new Entry(value, freshUntilMillis, freshUntilMillis + staleMillis, false));
    failuresUntilMillis.remove(key);
    sets++;
  }

  private boolean within(Duration stale, Entry entry) {
    return nowMillis < entry.freshUntilMillis() + stale.toMillis();
  }

  private boolean failureIsKept(int key) {
    return nowMillis < failuresUntilMillis.getOrDefault(key, Long.MIN_VALUE);
  }

  private void expire(int key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return;
    }
    if (entry.keptUntilMillis() <= nowMillis) {
      entries.remove(key);
      expirations++;
    } else if (entry.ofFormerRun() && !stillRight.test(key)) {
      entries.remove(key);
    } else if (entry.ofFormerRun()) {
      entries.put(
          key, new Entry(entry.value(), entry.freshUntilMillis(), entry.keptUntilMillis(), false));
    }
  }
}
