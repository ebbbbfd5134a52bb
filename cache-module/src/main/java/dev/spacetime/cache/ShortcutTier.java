package dev.spacetime.cache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tier, and what was last found in it: one place for each hash, which is read without asking the
 * tier. A place counts only while nothing in it was changed since before the tier was asked, so it
 * never outlives a change; while one is under way it is neither used nor filled.
 *
 * <p>The tier may let an entry go by itself that a place still has. It is served a few times more,
 * then the tier is asked again. That also tells the tier which entries are in use.
 */
final class ShortcutTier<K, V> implements Tier<K, V> {
  private static final int PLACES_MAX = 1 << 16;

  /** Of so many uses of a place one asks the tier. */
  private static final int USES = 16;

  /** The lower half of a stamp is how many changes are under way, the upper how many there were. */
  private static final long UNDER_WAY = 0xffff_ffffL;

  private static final long BEGUN = 1;
  private static final long ENDED = UNDER_WAY;

  private final Tier<K, V> tier;
  private final AtomicReferenceArray<@Nullable Found<K, V>> places;
  private final AtomicLongArray changes;

  /** Of changes that may concern any place. */
  private final AtomicLong sweeps = new AtomicLong();

  ShortcutTier(Tier<K, V> tier, long entriesMax) {
    int length = (int) Long.highestOneBit(Math.min(Math.max(entriesMax, 1), PLACES_MAX));
    this.tier = tier;
    this.places = new AtomicReferenceArray<>(length);
    this.changes = new AtomicLongArray(length);
  }

  /** What a tier answered, and the stamps of its place before it was asked. */
  private static final class Found<K, V> {
    private final K key;
    private final Held<V> held;
    private final long change;
    private final long sweep;

    /** A guess, because threads that count at once may lose a count. */
    private int uses;

    Found(K key, Held<V> held, long change, long sweep) {
      this.key = key;
      this.held = held;
      this.change = change;
      this.sweep = sweep;
    }

    boolean isNow(K asked, long changeNow, long sweepNow) {
      return change == changeNow && sweep == sweepNow && key.equals(asked);
    }

    boolean usedUp() {
      return ++uses % USES == 0;
    }
  }

  @Override
  public @Nullable Held<V> get(K key) {
    try {
      int place = place(key);
      Found<K, V> found = places.get(place);
      long change = changes.get(place);
      long sweep = sweeps.get();
      return found != null && found.isNow(key, change, sweep) && !found.usedUp()
          ? found.held
          : asked(key, place, change, sweep);
    } catch (RuntimeException brokenKey) {
      return tier.get(key);
    }
  }

  @Override
  public boolean put(K key, Held<V> held) {
    int place = placeOrAny(key);
    changes.addAndGet(place, BEGUN);
    try {
      return tier.put(key, held);
    } finally {
      changes.addAndGet(place, ENDED);
    }
  }

  @Override
  public void remove(K key) {
    int place = placeOrAny(key);
    changes.addAndGet(place, BEGUN);
    try {
      tier.remove(key);
    } finally {
      changes.addAndGet(place, ENDED);
    }
  }

  /** What the tier let go is in no scan, so no place survives one. */
  @Override
  public void forEachKey(Consumer<? super K> action) {
    sweep(() -> tier.forEachKey(action));
  }

  @Override
  public void clear() {
    sweep(tier::clear);
  }

  @Override
  public TierStatistics statistics() {
    return tier.statistics();
  }

  private @Nullable Held<V> asked(K key, int place, long change, long sweep) {
    Held<V> held = tier.get(key);
    if (((change | sweep) & UNDER_WAY) == 0) {
      places.set(place, held == null ? null : new Found<>(key, held, change, sweep));
    }
    return held;
  }

  private void sweep(Runnable work) {
    sweeps.addAndGet(BEGUN);
    try {
      work.run();
    } finally {
      sweeps.addAndGet(ENDED);
      for (int place = 0; place < places.length(); place++) {
        places.set(place, null);
      }
    }
  }

  // A key that can't tell its hash is in no place, and no tier finds it either.
  private int placeOrAny(K key) {
    try {
      return place(key);
    } catch (RuntimeException brokenKey) {
      return 0;
    }
  }

  private int place(K key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (places.length() - 1);
  }
}
