package dev.spacetime.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A typed, bounded cache. Values are held by reference and so must be immutable. Thread-safe; keys
 * appear in no message and no log.
 *
 * <p>What was loaded before an invalidation is never stored after it, and who comes after an
 * invalidation never gets it, the lease model of Nishtala et al., "Scaling Memcache at Facebook",
 * NSDI 2013, section 3.2.1.
 */
public final class Region<K, V> {
  /** An entry that was served so often since it was stored is worth renewing before its end. */
  private static final int HOT_HITS = 2;

  private final RegionSpec<K, V> spec;
  private final Lifetime lifetime;
  private final Ticker ticker;
  private final TieredStore<K, V> store;
  private final KeptFailures<K> keptFailures;
  private final Entries<K, V> entries;
  private final Hits<K> hits;
  private final Loads<K, V> loads;
  private final RegionCounters counters;

  Region(
      RegionSpec<K, V> spec,
      Ticker ticker,
      TieredStore<K, V> store,
      KeptFailures<K> keptFailures,
      TimesToLive<K> timesToLive,
      Executor background,
      RegionCounters counters,
      FailureLog failures) {
    this.spec = spec;
    this.lifetime = spec.settings().lifetime();
    this.ticker = ticker;
    this.store = store;
    this.keptFailures = keptFailures;
    this.counters = counters;
    this.entries = new Entries<>(spec, store, keptFailures, timesToLive, counters);
    this.hits = new Hits<>(spec.settings(), counters.hits);
    this.loads = new Loads<>(spec, ticker, entries, hits, background, counters, failures);
  }

  public String name() {
    return spec.name();
  }

  public RegionSpec<K, V> spec() {
    return spec;
  }

  /** What is held and fresh. */
  public Optional<V> get(K key) {
    long nowMillis = ticker.millis();
    Held<V> held = store.onHeap(key);
    if (held == null || !held.freshAt(nowMillis)) {
      held = loads.find(key, nowMillis);
    }
    if (held == null || !held.freshAt(nowMillis)) {
      counters.misses.increment();
      return Optional.empty();
    }
    int unused = hits.count(key, held);
    return Optional.of(held.value());
  }

  /**
   * What is on the heap and fresh: found without blocking. Where nothing is, no miss is counted,
   * because the caller will ask again in a way that finds or loads it.
   */
  public Optional<V> getIfOnHeap(K key) {
    Held<V> held = store.onHeap(key);
    if (held == null || !held.freshAt(ticker.millis())) {
      return Optional.empty();
    }
    int unused = hits.count(key, held);
    return Optional.of(held.value());
  }

  /**
   * The value of the key, loaded and stored if it isn't held. However many ask for a key at once,
   * one of them loads it, and the others get its value or its exception, the same instance. A
   * failure is kept only where the region says so: else the next call loads again.
   *
   * @param loader answers no null, and may ask for other keys; where the region renews in the
   *     background, it runs there too
   * @throws LoadWaitException when another caller's load took longer than {@link
   *     RegionSettings#loadWaitMax()}, as with two loaders that wait for each other, or this thread
   *     was interrupted while it waited; its interrupt status is kept
   * @throws IllegalStateException when the loader asks for the key that it is loading
   */
  public V get(K key, Function<? super K, ? extends V> loader) {
    long nowMillis = ticker.millis();
    Held<V> held = store.onHeap(key);
    if (held == null || !held.freshAt(nowMillis)) {
      return loads.findOrLoad(key, loader, nowMillis);
    }
    if (hits.count(key, held) >= HOT_HITS && lifetime.nearsEnd(held, nowMillis)) {
      loads.refresh(key, loader, nowMillis);
    }
    return held.value();
  }

  /**
   * Stores a value, whatever was there. A load of the key that is under way then stores nothing.
   * Nothing guards against an invalidation between finding the value and this call: what comes from
   * an invalidated source belongs into {@link #get(Object, Function)}.
   */
  public void put(K key, V value) {
    loads.change(key, "storing", nowMillis -> entries.keep(key, value, nowMillis));
  }

  /**
   * The same, with a time to live of its own.
   *
   * @throws IllegalArgumentException when it is no time that a region may have
   */
  public void put(K key, V value, Duration timeToLive) {
    Lifetime unused = Lifetime.of(timeToLive);
    loads.change(key, "storing", nowMillis -> entries.keep(key, value, timeToLive, nowMillis));
  }

  /**
   * Drops the entry of this key.
   *
   * @return how many entries went that might still have been served
   */
  public long invalidate(K key) {
    LongAdder gone = new LongAdder();
    loads.change(key, "removing", nowMillis -> gone.add(entries.remove(key, nowMillis)));
    return invalidated(gone.sum());
  }

  /**
   * Drops the entries whose keys match. An exception of the predicate reaches the caller, with some
   * entries dropped.
   *
   * @return how many entries went that might still have been served
   */
  public long invalidateIf(Predicate<? super K> matches) {
    loads.release(matches);
    keptFailures.removeIf(matches);
    return invalidateHeld(matches);
  }

  /**
   * Drops the entries whose keys and values match. Of a load under way nobody knows yet whether its
   * value would match, so none of them stores.
   *
   * @return how many entries went that might still have been served
   */
  public long invalidateWhere(BiPredicate<? super K, ? super V> matches) {
    loads.releaseAll();
    keptFailures.clear();
    return invalidateHeld(
        key -> {
          Held<V> held = store.peek(key);
          return held != null && matches.test(key, held.value());
        });
  }

  /**
   * Drops the entries of these keys, where only the values' readers know which keys those are: no
   * load under way stores its value, and the keys are asked for after that. So a loader that notes
   * what it reads before it returns is never missed.
   *
   * @return how many entries went that might still have been served
   */
  public long invalidateEach(Supplier<? extends Collection<? extends K>> keys) {
    loads.releaseAll();
    return keys.get().stream().mapToLong(this::invalidate).sum();
  }

  /**
   * Drops every entry, at once.
   *
   * @return how many entries there were, those that had expired unnoticed included
   */
  public long invalidateAll() {
    loads.releaseAll();
    long size = store.size();
    entries.clear();
    return invalidated(size);
  }

  public RegionStatistics statistics() {
    return new RegionStatistics(
        counters.hits.sum(),
        counters.staleHits.sum(),
        counters.staleIfErrors.sum(),
        counters.misses.sum(),
        counters.loads.sum(),
        counters.loadFailures.sum(),
        counters.loadWaits.sum(),
        counters.loadWaitsGivenUp.sum(),
        counters.refreshes.sum(),
        counters.refreshesDropped.sum(),
        counters.keptFailureHits.sum(),
        counters.sets.sum(),
        counters.invalidations.sum(),
        counters.expirations.sum(),
        counters.failures.sum(),
        store.heapStatistics(),
        store.offHeapStatistics(),
        store.diskStatistics(),
        lifetime.timeToLive());
  }

  /** How many loads may still be joined. */
  int loadsUnderWay() {
    return loads.underWay();
  }

  /** The most used keys as text, the most used first; older uses count half from now on. */
  List<String> hottestKeys() {
    return spec.encoding()
        .map(encoding -> hits.hottest().stream().map(encoding.keys().text()).toList())
        .orElse(List.of());
  }

  /**
   * Loads a key that isn't held, and counts neither a hit nor a miss.
   *
   * @return whether it was loaded now
   */
  boolean warm(K key, Function<? super K, ? extends V> loader) {
    return loads.warm(key, loader);
  }

  private long invalidateHeld(Predicate<? super K> matches) {
    LongAdder gone = new LongAdder();
    store.forEachKey(
        key -> {
          if (matches.test(key)) {
            loads.changeHeld(key, "removing", now -> gone.add(entries.remove(key, now)));
          }
        });
    return invalidated(gone.sum());
  }

  private long invalidated(long count) {
    counters.invalidations.add(count);
    return count;
  }
}
