package dev.spacetime.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a region with room enough does, as a plain map says it. */
final class RegionModel {
  private record Entry(String value, long expiresMillis) {}

  private final Map<Integer, Entry> entries = new HashMap<>();
  private final Duration timeToLive;
  private final long sizeMax;
  private long nowMillis;
  private long hits;
  private long misses;
  private long loads;
  private long loadFailures;
  private long sets;
  private long invalidations;
  private long expirations;

  RegionModel(Duration timeToLive, long sizeMax) {
    this.timeToLive = timeToLive;
    this.sizeMax = sizeMax;
  }

  void advance(Duration duration) {
    nowMillis += duration.toMillis();
  }

  void put(int key, String value) {
    expire(key);
    entries.put(key, new Entry(value, nowMillis + timeToLive.toMillis()));
    sets++;
  }

  Optional<String> get(int key) {
    expire(key);
    Optional<String> value = Optional.ofNullable(entries.get(key)).map(Entry::value);
    if (value.isPresent()) {
      hits++;
    } else {
      misses++;
    }
    return value;
  }

  String load(int key, String loaded) {
    Optional<String> value = get(key);
    if (value.isEmpty()) {
      loads++;
      put(key, loaded);
    }
    return value.orElse(loaded);
  }

  /** Empty when the loader was asked, and failed. */
  Optional<String> failToLoad(int key) {
    Optional<String> value = get(key);
    if (value.isEmpty()) {
      loads++;
      loadFailures++;
    }
    return value;
  }

  long invalidate(int key) {
    expire(key);
    return invalidated(entries.remove(key) == null ? 0 : 1);
  }

  long invalidateIf(Predicate<Integer> matches) {
    Map.copyOf(entries).keySet().forEach(this::expire);
    int before = entries.size();
    entries.keySet().removeIf(matches);
    return invalidated(before - entries.size());
  }

  RegionStatistics statistics() {
    return new RegionStatistics(
        hits,
        misses,
        loads,
        loadFailures,
        sets,
        invalidations,
        0,
        expirations,
        0,
        entries.size(),
        sizeMax,
        0,
        0,
        timeToLive);
  }

  private void expire(int key) {
    Entry entry = entries.get(key);
    if (entry != null && entry.expiresMillis() <= nowMillis) {
      entries.remove(key);
      expirations++;
    }
  }

  private long invalidated(long count) {
    invalidations += count;
    return count;
  }
}
