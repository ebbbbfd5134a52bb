package dev.spacetime.cache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A region's tiers. Every entry is written to all of them, so that one that leaves the heap is
 * still found below, and brought back up.
 *
 * <p>Reading {@link #onHeap} and {@link #peek} is free; every other call about a key comes while
 * its caller holds the key's lock, because bringing up and removing must not overlap.
 */
final class TieredStore<K, V> {
  private final Tier<K, V> heap;
  private final Optional<Tier<K, V>> offHeap;
  private final Optional<Tier<K, V>> disk;
  private final List<Tier<K, V>> below;
  private final BiPredicate<? super K, ? super V> stillRight;
  private final LongAdder expirations;
  private final FailureLog failures;
  private final AtomicLong generation = new AtomicLong();

  TieredStore(
      Tier<K, V> heap,
      Optional<Tier<K, V>> offHeap,
      Optional<Tier<K, V>> disk,
      BiPredicate<? super K, ? super V> stillRight,
      LongAdder expirations,
      FailureLog failures) {
    this.heap = heap;
    this.offHeap = offHeap;
    this.disk = disk;
    this.below = Stream.of(offHeap, disk).flatMap(Optional::stream).toList();
    this.stillRight = stillRight;
    this.expirations = expirations;
    this.failures = failures;
  }

  /** What is on the heap, whether its time has run out or not. */
  @Nullable Held<V> onHeap(K key) {
    return heap.get(key);
  }

  /** What is there and may still be kept; what may not is removed. */
  @Nullable Held<V> find(K key, long nowMillis) {
    Held<V> held = heap.get(key);
    return held == null ? broughtUp(key, nowMillis) : keptOrRemoved(key, held, nowMillis);
  }

  /** What is in any tier, left where it is; its time may have run out. */
  @Nullable Held<V> peek(K key) {
    Held<V> held = heap.get(key);
    return held == null ? belowHeap(key) : held;
  }

  /** Whether any tier has it now. */
  boolean put(K key, Held<V> held) {
    boolean kept = heap.put(key, held);
    for (Tier<K, V> tier : below) {
      kept |= tier.put(key, held);
    }
    return kept;
  }

  /** Whether an entry went that might still have been served. */
  boolean remove(K key, long nowMillis) {
    boolean live = find(key, nowMillis) != null;
    removeEverywhere(key);
    return live;
  }

  /** Hands out each key that was there at the start; some more than once. */
  void forEachKey(Consumer<? super K> action) {
    heap.forEachKey(action);
    below.forEach(tier -> tier.forEachKey(action));
  }

  /** Entries that may be there: as many as in the fullest tier. */
  long size() {
    return Stream.concat(Stream.of(heap), below.stream())
        .mapToLong(tier -> tier.statistics().size())
        .max()
        .orElse(0);
  }

  /**
   * Drops everything, and needs no lock. An entry that is being brought up meanwhile was read below
   * before the generation changed: either the heap is cleared after it came there, or it is found
   * to be of the generation before.
   */
  void clear() {
    below.forEach(Tier::clear);
    generation.incrementAndGet();
    heap.clear();
  }

  TierStatistics heapStatistics() {
    return heap.statistics();
  }

  TierStatistics offHeapStatistics() {
    return offHeap.map(Tier::statistics).orElse(TierStatistics.NONE);
  }

  TierStatistics diskStatistics() {
    return disk.map(Tier::statistics).orElse(TierStatistics.NONE);
  }

  private @Nullable Held<V> belowHeap(K key) {
    for (Tier<K, V> tier : below) {
      Held<V> held = tier.get(key);
      if (held != null) {
        return held;
      }
    }
    return null;
  }

  private @Nullable Held<V> broughtUp(K key, long nowMillis) {
    long before = generation.get();
    Held<V> held = broughtUpNow(key, nowMillis);
    if (held != null && generation.get() != before) {
      removeEverywhere(key);
      return null;
    }
    return held;
  }

  private @Nullable Held<V> broughtUpNow(K key, long nowMillis) {
    for (int level = 0; level < below.size(); level++) {
      Held<V> held = below.get(level).get(key);
      if (held != null) {
        return broughtUp(key, held, below.subList(0, level), nowMillis);
      }
    }
    return null;
  }

  private @Nullable Held<V> broughtUp(
      K key, Held<V> held, List<Tier<K, V>> passed, long nowMillis) {
    Held<V> kept = keptOrRemoved(key, held, nowMillis);
    if (kept == null) {
      return null;
    }
    if (kept.needsRecheck()) {
      return recheckedOrRemoved(key, kept, nowMillis);
    }
    heap.put(key, kept);
    passed.forEach(tier -> tier.put(key, kept));
    return kept;
  }

  private @Nullable Held<V> recheckedOrRemoved(K key, Held<V> held, long nowMillis) {
    if (!rightNow(key, held, nowMillis)) {
      removeEverywhere(key);
      return null;
    }
    Held<V> rechecked = held.rechecked();
    // Into every tier, as an entry of this run, so that it is rechecked once.
    put(key, rechecked);
    return rechecked;
  }

  private @Nullable Held<V> keptOrRemoved(K key, Held<V> held, long nowMillis) {
    if (held.keptAt(nowMillis)) {
      return held;
    }
    removeEverywhere(key);
    expirations.increment();
    return null;
  }

  /** A clock that was set back must not make an old entry live longer. */
  private boolean rightNow(K key, Held<V> held, long nowMillis) {
    try {
      return held.storedMillis() <= nowMillis && stillRight.test(key, held.value());
    } catch (RuntimeException unknown) {
      failures.failed("rechecking an entry", unknown);
      return false;
    }
  }

  private void removeEverywhere(K key) {
    heap.remove(key);
    below.forEach(tier -> tier.remove(key));
  }
}
