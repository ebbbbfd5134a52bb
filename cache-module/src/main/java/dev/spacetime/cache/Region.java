package dev.spacetime.cache;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final RegionSpec<K, V> spec;
  private final RegionStore<K, V> store;
  private final RegionCounters counters;
  private final FailureLog failures;

  /**
   * The loads that newcomers may join. To be in here is a load's lease: an invalidation or a put
   * takes the load out, and only a load that is in here may store. That decides like a generation
   * number for each key, and needs no memory for keys that nobody loads. No more flights than
   * threads that load.
   */
  private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

  Region(
      RegionSpec<K, V> spec,
      RegionStore<K, V> store,
      RegionCounters counters,
      FailureLog failures) {
    this.spec = spec;
    this.store = store;
    this.counters = counters;
    this.failures = failures;
  }

  public String name() {
    return spec.name();
  }

  public RegionSpec<K, V> spec() {
    return spec;
  }

  public Optional<V> get(K key) {
    V value = store.get(key);
    (value == null ? counters.misses : counters.hits).increment();
    return Optional.ofNullable(value);
  }

  /**
   * Stores a value, whatever was there. A load of the key that is under way then stores nothing.
   * Nothing guards against an invalidation between finding the value and this call: what comes from
   * an invalidated source belongs into {@link #get(Object, Function)}.
   */
  public void put(K key, V value) {
    try {
      flights.compute(
          key,
          (same, displaced) -> {
            store(same, value);
            return null;
          });
    } catch (RuntimeException brokenKey) {
      failures.failed("storing", brokenKey);
      dropEverything();
    }
  }

  /**
   * The value of the key, loaded and stored if it isn't held. However many ask for a key at once,
   * one of them loads it, and the others get its value or its exception, the same instance. A
   * failure is not kept: the next call loads again.
   *
   * @param loader answers no null, and may ask for other keys
   * @throws LoadWaitException when another caller's load took longer than {@link
   *     RegionSpec#loadWaitMax()}, as with two loaders that wait for each other, or this thread was
   *     interrupted while it waited; its interrupt status is kept
   * @throws IllegalStateException when the loader asks for the key that it is loading
   */
  public V get(K key, Function<? super K, ? extends V> loader) {
    V value = store.get(key);
    if (value != null) {
      counters.hits.increment();
      return value;
    }
    Flight<V> own = new Flight<>();
    Flight<V> flight = board(key, own);
    if (flight == null) {
      counters.hits.increment();
      return own.result();
    }
    counters.misses.increment();
    return flight == own ? fly(key, own, loader) : awaited(flight);
  }

  /**
   * Drops the entry of this key.
   *
   * @return how many live entries went
   */
  public long invalidate(K key) {
    try {
      // In this order: a load stores before this line, and its entry goes below, or not at all.
      flights.remove(key);
    } catch (RuntimeException brokenKey) {
      failures.failed("removing", brokenKey);
      flights.clear();
    }
    return invalidated(store.remove(key) ? 1 : 0);
  }

  /**
   * Drops the entries whose keys match. An exception of the predicate reaches the caller, with some
   * entries dropped.
   *
   * @return how many live entries went
   */
  public long invalidateIf(Predicate<? super K> matches) {
    flights.keySet().removeIf(matches);
    return invalidated(store.removeIf(matches));
  }

  /**
   * Drops the entries whose keys and values match. Of a load under way nobody knows yet whether its
   * value would match, so none of them stores.
   *
   * @return how many live entries went
   */
  public long invalidateWhere(BiPredicate<? super K, ? super V> matches) {
    flights.clear();
    return invalidated(store.removeWhere(matches));
  }

  /**
   * Drops every entry.
   *
   * @return how many live entries went
   */
  public long invalidateAll() {
    flights.clear();
    return invalidated(store.removeIf(any -> true));
  }

  public RegionStatistics statistics() {
    return new RegionStatistics(
        counters.hits.sum(),
        counters.misses.sum(),
        counters.loads.sum(),
        counters.loadFailures.sum(),
        counters.sets.sum(),
        counters.invalidations.sum(),
        store.evictions(),
        store.expirations(),
        counters.failures.sum(),
        store.size(),
        spec.heapEntriesMax(),
        0,
        0,
        spec.timeToLive());
  }

  /** How many loads may still be joined. */
  int loadsUnderWay() {
    return flights.size();
  }

  /**
   * The flight to join, {@code own} when there was none, or null when the value was stored since
   * the first look and {@code own} has landed with it. To look again here, where no load of the key
   * can store, is what makes one load out of many calls.
   */
  private @Nullable Flight<V> board(K key, Flight<V> own) {
    try {
      return flights.compute(
          key,
          (same, flying) -> {
            if (flying != null && !flying.landed()) {
              return flying;
            }
            V stored = store.get(same);
            if (stored == null) {
              return own;
            }
            own.land(stored);
            return null;
          });
    } catch (RuntimeException brokenKey) {
      failures.failed("a look-up", brokenKey);
      return own;
    }
  }

  private V fly(K key, Flight<V> own, Function<? super K, ? extends V> loader) {
    try {
      V value = loaded(key, loader);
      end(key, own, value);
      own.land(value);
      return value;
    } catch (Throwable failure) {
      // Not only the loader's: an error on the way to the store may leave nobody waiting either.
      own.crash(failure);
      end(key, own, null);
      throw failure;
    }
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

  private V awaited(Flight<V> flight) {
    if (flight.flownByCaller()) {
      throw new IllegalStateException(
          "A loader of region " + name() + " asked for the key that it is loading");
    }
    try {
      if (!flight.await(spec.loadWaitMax())) {
        throw LoadWaitException.timedOut(name(), spec.loadWaitMax());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw LoadWaitException.interrupted(name(), interrupted);
    }
    return flight.result();
  }

  /** Takes the flight out, if it still is in, and only then stores what it brought. */
  private void end(K key, Flight<V> own, @Nullable V value) {
    try {
      flights.computeIfPresent(
          key,
          (same, flying) -> {
            if (flying != own) {
              return flying;
            }
            if (value != null) {
              store(same, value);
            }
            return null;
          });
    } catch (RuntimeException brokenKey) {
      failures.failed("storing", brokenKey);
    }
  }

  private void store(K key, V value) {
    if (store.put(key, value)) {
      counters.sets.increment();
    }
  }

  private long invalidated(long entries) {
    counters.invalidations.add(entries);
    return entries;
  }

  private void dropEverything() {
    flights.clear();
    store.clear();
  }
}
