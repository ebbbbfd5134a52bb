package dev.spacetime.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The loads of a region, one at a time for each key, and the locks of its keys. Thread-safe.
 *
 * <p>To be in {@link #flights} is a load's lease: an invalidation or a put takes the load out, and
 * only a load that is in there may store. That decides like a generation number for each key, and
 * needs no memory for keys that nobody loads. No more flights than threads that load.
 */
final class Loads<K, V> {
  /** Locks for keys that are loaded or brought up at once; collisions only cost waiting. */
  private static final int LOCKS = 256;

  private final RegionSpec<K, V> spec;
  private final Lifetime lifetime;
  private final Ticker ticker;
  private final Entries<K, V> entries;
  private final Hits<K> hits;
  private final Executor background;
  private final RegionCounters counters;
  private final FailureLog failures;

  /** The loads that newcomers may join. */
  private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>(LOCKS);

  Loads(
      RegionSpec<K, V> spec,
      Ticker ticker,
      Entries<K, V> entries,
      Hits<K> hits,
      Executor background,
      RegionCounters counters,
      FailureLog failures) {
    this.spec = spec;
    this.lifetime = spec.settings().lifetime();
    this.ticker = ticker;
    this.entries = entries;
    this.hits = hits;
    this.background = background;
    this.counters = counters;
    this.failures = failures;
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

  /** The value of a key that the first look did not find fresh on the heap. */
  V findOrLoad(K key, Function<? super K, ? extends V> loader, long nowMillis) {
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

  /** Under the key's lock, because what is found below is brought up to the heap. */
  @Nullable Held<V> find(K key, long nowMillis) {
    AtomicReference<@Nullable Held<V>> found = new AtomicReference<>();
    try {
      flights.compute(
          key,
          (same, flying) -> {
            found.set(entries.find(same, nowMillis));
            return flying;
          });
    } catch (RuntimeException brokenKey) {
      failures.failed("a look-up", brokenKey);
    }
    return found.get();
  }

  /** Loads in the background, unless the key is being loaded or failed to load a moment ago. */
  void refresh(K key, Function<? super K, ? extends V> loader, long nowMillis) {
    Flight<V> own = Flight.waiting();
    if (entries.keptFailure(key, nowMillis) != null || flights.putIfAbsent(key, own) != null) {
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

  /** Changes a key under its lock; a load of it that is under way loses its lease. */
  void change(K key, String operation, LongConsumer change) {
    change(key, operation, displaced -> null, change);
  }

  /** The same, but {@code flight} says what becomes of the load. */
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

  /** Changes a key under its lock and leaves a load of it that is under way as it is. */
  void changeHeld(K key, String operation, LongConsumer change) {
    change(key, operation, flying -> flying, change);
  }

  /** Loads under way of such keys store nothing. */
  void release(Predicate<? super K> keys) {
    flights.keySet().removeIf(keys);
  }

  /** No load under way stores anything. */
  void releaseAll() {
    flights.clear();
  }

  /** How many loads may still be joined. */
  int underWay() {
    return flights.size();
  }

  private V served(K key, Held<V> held, Function<? super K, ? extends V> loader, long nowMillis) {
    int unused = hits.count(key, held);
    if (!held.freshAt(nowMillis)) {
      counters.staleHits.increment();
      if (lifetime.servableWhileRevalidating(held, nowMillis)) {
        refresh(key, loader, nowMillis);
      }
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
      held = entries.find(key, nowMillis);
      if (held != null && lifetime.servableWhileRevalidating(held, nowMillis)) {
        serves = true;
        return flying;
      }
      keptFailure = entries.keptFailure(key, nowMillis);
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
      end(key, own, nowMillis -> entries.keep(key, value, nowMillis));
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
          loader.apply(key), () -> "A loader of region " + spec.name() + " answered null");
    } catch (Throwable failure) {
      counters.loadFailures.increment();
      throw failure;
    }
  }

  /** Nobody may be left waiting, whatever went wrong on the way. */
  private void crash(K key, Flight<V> own, Throwable failure, @Nullable Held<V> fallback) {
    boolean leased = false;
    try {
      leased = end(key, own, nowMillis -> entries.keepFailure(key, failure, nowMillis));
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
          "A loader of region " + spec.name() + " asked for the key that it is loading");
    }
    counters.loadWaits.increment();
    Duration waitMax = spec.settings().loadWaitMax();
    try {
      if (!flight.await(waitMax)) {
        counters.loadWaitsGivenUp.increment();
        throw LoadWaitException.timedOut(spec.name(), waitMax);
      }
    } catch (InterruptedException interrupted) {
      counters.loadWaitsGivenUp.increment();
      Thread.currentThread().interrupt();
      throw LoadWaitException.interrupted(spec.name(), interrupted);
    }
    return flight.result();
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

  private boolean servableNow(Held<V> held) {
    return lifetime.servableOnError(held, ticker.millis());
  }

  private void dropEverything() {
    flights.clear();
    entries.clear();
  }
}
