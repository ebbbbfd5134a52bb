package dev.spacetime.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A typed, bounded cache. Values are held by reference and so must be immutable. Thread-safe; keys
 * appear in no message and no log.
 *
 * <p>What was loaded before an invalidation is never stored after it, and who comes after an
 * invalidation never gets it, the lease model of Nishtala et al., "Scaling Memcache at Facebook",
 * NSDI 2013, section 3.2.1.
 */
public final class Region<K, V> {
  /** Locks for keys that are loaded or brought up at once; collisions only cost waiting. */
  private static final int LOCKS = 256;

  /** An entry that was served so often since it was stored is worth renewing before its end. */
  private static final int HOT_HITS = 2;

  private final RegionSpec<K, V> spec;
  private final Lifetime lifetime;
  private final Ticker ticker;
  private final TieredStore<K, V> store;
  private final KeptFailures<K> keptFailures;
  private final TimesToLive<K> timesToLive;
  private final HotKeys<K> hotKeys;
  private final Executor background;
  private final RegionCounters counters;
  private final FailureLog failures;
  private final boolean countsHits;

  /**
   * The loads that newcomers may join, and the locks of the keys. To be in here is a load's lease:
   * an invalidation or a put takes the load out, and only a load that is in here may store. That
   * decides like a generation number for each key, and needs no memory for keys that nobody loads.
   * No more flights than threads that load.
   */
  private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>(LOCKS);

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
    this.timesToLive = timesToLive;
    this.hotKeys = new HotKeys<>(spec.settings().hotKeysMax());
    this.background = background;
    this.counters = counters;
    this.failures = failures;
    this.countsHits = lifetime.refreshAheadPercent() > 0 || spec.settings().hotKeysMax() > 0;
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
      held = found(key, nowMillis);
    }
    if (held == null || !held.freshAt(nowMillis)) {
      counters.misses.increment();
      return Optional.empty();
    }
    counters.hits.increment();
    if (countsHits) {
      countHit(key, held);
    }
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
      return foundOrLoaded(key, loader, nowMillis);
    }
    counters.hits.increment();
    if (countsHits && countHit(key, held) >= HOT_HITS && lifetime.nearsEnd(held, nowMillis)) {
      refresh(key, loader, nowMillis);
    }
    return held.value();
  }

  /**
   * Stores a value, whatever was there. A load of the key that is under way then stores nothing.
   * Nothing guards against an invalidation between finding the value and this call: what comes from
   * an invalidated source belongs into {@link #get(Object, Function)}.
   */
  public void put(K key, V value) {
    change(
        key,
        "storing",
        nowMillis -> keep(key, value, timesToLive.loaded(key, value, nowMillis), nowMillis));
  }

  /**
   * The same, with a time to live of its own.
   *
   * @throws IllegalArgumentException when it is no time that a region may have
   */
  public void put(K key, V value, Duration timeToLive) {
    Lifetime unused = Lifetime.of(timeToLive);
    change(key, "storing", nowMillis -> keep(key, value, timeToLive, nowMillis));
  }

  /**
   * Drops the entry of this key.
   *
   * @return how many entries went that might still have been served
   */
  public long invalidate(K key) {
    LongAdder gone = new LongAdder();
    change(key, "removing", nowMillis -> gone.add(removed(key, nowMillis)));
    return invalidated(gone.sum());
  }

  /**
   * Drops the entries whose keys match. An exception of the predicate reaches the caller, with some
   * entries dropped.
   *
   * @return how many entries went that might still have been served
   */
  public long invalidateIf(Predicate<? super K> matches) {
    flights.keySet().removeIf(matches);
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
    flights.clear();
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
    flights.clear();
    return keys.get().stream().mapToLong(this::invalidate).sum();
  }

  /**
   * Drops every entry, at once.
   *
   * @return how many entries there were, those that had expired unnoticed included
   */
  public long invalidateAll() {
    flights.clear();
    long size = store.size();
    keptFailures.clear();
    store.clear();
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
    return flights.size();
  }

  /** The most used keys as text, the most used first; older uses count half from now on. */
  List<String> hottestKeys() {
    List<String> keys =
        spec.encoding()
            .map(encoding -> hotKeys.hottest().stream().map(encoding.keys().text()).toList())
            .orElse(List.of());
    hotKeys.age();
    return keys;
  }

  /**
   * Loads a key that isn't held, and counts neither a hit nor a miss.
   *
   * @return whether it was loaded now
   */
  boolean warm(K key, Function<? super K, ? extends V> loader) {
    Boarding boarding = board(key, ticker.millis());
    boolean ours = boarding.loadsItself();
    if (ours) {
      V unused = fly(key, boarding.flight, loader, boarding.held);
    }
    return ours;
  }

  private V foundOrLoaded(K key, Function<? super K, ? extends V> loader, long nowMillis) {
    Boarding boarding = board(key, nowMillis);
    Held<V> held = boarding.held;
    if (boarding.serves && held != null) {
      return served(key, held, loader, nowMillis);
    }
    counters.misses.increment();
    if (boarding.keptFailure != null) {
      counters.keptFailureHits.increment();
      boarding.flight.crash(boarding.keptFailure);
      return boarding.flight.result();
    }
    return boarding.flight == boarding.own
        ? fly(key, boarding.own, loader, held)
        : awaited(boarding.flight);
  }

  private V served(K key, Held<V> held, Function<? super K, ? extends V> loader, long nowMillis) {
    counters.hits.increment();
    if (!held.freshAt(nowMillis)) {
      counters.staleHits.increment();
      if (lifetime.servableWhileRevalidating(held, nowMillis)) {
        refresh(key, loader, nowMillis);
      }
    }
    if (countsHits) {
      countHit(key, held);
    }
    return held.value();
  }

  private Boarding board(K key, long nowMillis) {
    Boarding boarding = new Boarding(nowMillis);
    try {
      flights.compute(key, boarding);
    } catch (RuntimeException brokenKey) {
      failures.failed("a look-up", brokenKey);
    }
    return boarding;
  }

  /**
   * Decides, under the key's lock, how a caller gets its value. To look at the store here, where no
   * load of the key can store, is what makes one load out of many calls.
   */
  private final class Boarding implements BiFunction<K, Flight<V>, Flight<V>> {
    private final long nowMillis;
    private final Flight<V> own = Flight.ofCaller();

    /** The flight to join. */
    private Flight<V> flight = own;

    /** To be served now, or else if the load fails. */
    private @Nullable Held<V> held;

    private boolean serves;
    private @Nullable Exception keptFailure;

    Boarding(long nowMillis) {
      this.nowMillis = nowMillis;
    }

    @Override
    public @Nullable Flight<V> apply(K key, @Nullable Flight<V> flying) {
      held = store.find(key, nowMillis);
      if (held != null && lifetime.servableWhileRevalidating(held, nowMillis)) {
        serves = true;
        return flying;
      }
      keptFailure = keptFailures.find(key, nowMillis);
      if (keptFailure != null) {
        serves = held != null && lifetime.servableOnError(held, nowMillis);
        return flying;
      }
      // A load in the background that has not begun is not waited for.
      flight = flying == null || flying.landed() || !flying.departed() ? own : flying;
      return flight;
    }

    boolean loadsItself() {
      return !serves && keptFailure == null && flight == own;
    }
  }

  private V fly(
      K key, Flight<V> own, Function<? super K, ? extends V> loader, @Nullable Held<V> fallback) {
    try {
      V value = loaded(key, loader);
      end(key, own, nowMillis -> keepLoaded(key, value, nowMillis));
      own.land(value);
    } catch (Throwable failure) {
      crash(key, own, failure, fallback);
    }
    return own.result();
  }

  private V loaded(K key, Function<? super K, ? extends V> loader) {
    counters.loads.increment();
    try {
      return Objects.requireNonNull(
          loader.apply(key), () -> "A loader of region " + name() + " answered null");
    } catch (Throwable failure) {
      counters.loadFailures.increment();
      throw failure;
    }
  }

  /** Nobody may be left waiting, whatever went wrong on the way. */
  private void crash(K key, Flight<V> own, Throwable failure, @Nullable Held<V> fallback) {
    boolean leased = false;
    try {
      leased = end(key, own, nowMillis -> keptFailures.keep(key, failure, nowMillis));
    } finally {
      if (leased && fallback != null && failure instanceof Exception && servableNow(fallback)) {
        counters.staleIfErrors.increment();
        own.land(fallback.value());
      } else {
        own.crash(failure);
      }
    }
  }

  /** Takes the flight out, if it still is in, and only then does what only a leased load may do. */
  private boolean end(K key, Flight<V> own, LongConsumer whenLeased) {
    AtomicBoolean leased = new AtomicBoolean();
    try {
      flights.computeIfPresent(
          key,
          (same, flying) -> {
            if (flying != own) {
              return flying;
            }
            whenLeased.accept(ticker.millis());
            leased.set(true);
            return null;
          });
    } catch (RuntimeException brokenKeyOrValue) {
      failures.failed("storing", brokenKeyOrValue);
      dropEverything();
    }
    return leased.get();
  }

  private V awaited(Flight<V> flight) {
    if (flight.flownByCaller()) {
      throw new IllegalStateException(
          "A loader of region " + name() + " asked for the key that it is loading");
    }
    counters.loadWaits.increment();
    Duration waitMax = spec.settings().loadWaitMax();
    try {
      if (!flight.await(waitMax)) {
        counters.loadWaitsGivenUp.increment();
        throw LoadWaitException.timedOut(name(), waitMax);
      }
    } catch (InterruptedException interrupted) {
      counters.loadWaitsGivenUp.increment();
      Thread.currentThread().interrupt();
      throw LoadWaitException.interrupted(name(), interrupted);
    }
    return flight.result();
  }

  /** Loads in the background, unless the key is being loaded or failed to load a moment ago. */
  private void refresh(K key, Function<? super K, ? extends V> loader, long nowMillis) {
    Flight<V> own = Flight.waiting();
    if (keptFailures.find(key, nowMillis) != null || flights.putIfAbsent(key, own) != null) {
      return;
    }
    counters.refreshes.increment();
    try {
      background.execute(() -> renew(key, own, loader));
    } catch (RejectedExecutionException full) {
      counters.refreshesDropped.increment();
      flights.remove(key, own);
    }
  }

  private void renew(K key, Flight<V> own, Function<? super K, ? extends V> loader) {
    Flight<V> current =
        flights.computeIfPresent(
            key,
            (same, flying) -> {
              if (flying == own) {
                own.depart();
              }
              return flying;
            });
    // Otherwise the entry went, or somebody who needs it at once loads it.
    if (current == own) {
      try {
        V unused = fly(key, own, loader, null);
      } catch (RuntimeException failure) {
        failures.loaderFailed(failure);
      }
    }
  }

  /** Under the key's lock, because what is found below is brought up to the heap. */
  private @Nullable Held<V> found(K key, long nowMillis) {
    AtomicReference<@Nullable Held<V>> found = new AtomicReference<>();
    try {
      flights.compute(
          key,
          (same, flying) -> {
            found.set(store.find(same, nowMillis));
            return flying;
          });
    } catch (RuntimeException brokenKey) {
      failures.failed("a look-up", brokenKey);
    }
    return found.get();
  }

  private void keepLoaded(K key, V value, long nowMillis) {
    keep(key, value, timesToLive.loaded(key, value, nowMillis), nowMillis);
  }

  private void keep(K key, V value, Duration timeToLive, long nowMillis) {
    V typed = spec.valueType().cast(value);
    keptFailures.remove(key);
    if (store.put(key, lifetime.hold(typed, timeToLive, nowMillis))) {
      counters.sets.increment();
    }
  }

  private long invalidateHeld(Predicate<? super K> matches) {
    LongAdder gone = new LongAdder();
    store.forEachKey(
        key -> {
          if (matches.test(key)) {
            change(key, "removing", flying -> flying, now -> gone.add(removed(key, now)));
          }
        });
    return invalidated(gone.sum());
  }

  /** Changes a key under its lock; a load of it that is under way loses its lease. */
  private void change(K key, String operation, LongConsumer change) {
    change(key, operation, displaced -> null, change);
  }

  private void change(
      K key, String operation, UnaryOperator<@Nullable Flight<V>> flight, LongConsumer change) {
    try {
      flights.compute(
          key,
          (same, flying) -> {
            change.accept(ticker.millis());
            return flight.apply(flying);
          });
    } catch (RuntimeException brokenKeyOrValue) {
      failures.failed(operation, brokenKeyOrValue);
      dropEverything();
    }
  }

  private long removed(K key, long nowMillis) {
    keptFailures.remove(key);
    timesToLive.invalidated(key, nowMillis);
    return store.remove(key, nowMillis) ? 1 : 0;
  }

  private long invalidated(long entries) {
    counters.invalidations.add(entries);
    return entries;
  }

  private int countHit(K key, Held<V> held) {
    int hits = held.hit();
    if (spec.settings().hotKeysMax() > 0) {
      hotKeys.hit(key, hits);
    }
    return hits;
  }

  private boolean servableNow(Held<V> held) {
    return lifetime.servableOnError(held, ticker.millis());
  }

  private void dropEverything() {
    flights.clear();
    keptFailures.clear();
    store.clear();
  }
}
