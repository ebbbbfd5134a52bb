package dev.spacetime.cache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The most used keys, by the Space-Saving algorithm (Metwally, Agrawal and El Abbadi, "Efficient
 * Computation of Frequent and Top-k Elements in Data Streams", ICDT 2005): a key that finds no room
 * takes the place and the count of the least used one.
 */
final class HotKeys<K> {
  /** More are counted than are asked for, so that a newcomer doesn't push out a hot key. */
  private static final int COUNTED_PER_KEY = 2;

  private final int keysMax;
  private final Map<K, Long> uses = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  HotKeys(int keysMax) {
    this.keysMax = keysMax;
  }

  /**
   * Counts the hits of an entry, told of each of them, at the powers of two only: the hundredth use
   * of a key says little that the sixty-fourth did not.
   */
  void hit(K key, int hits) {
    if ((hits & (hits - 1)) == 0) {
      used(key, hits == 1 ? 1 : hits / 2);
    }
  }

  /** The most used keys so far, the most used first. */
  List<K> hottest() {
    lock.lock();
    try {
      return uses.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(keysMax)
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Halves all counts, so that what was hot long ago makes room. */
  void age() {
    lock.lock();
    try {
      uses.replaceAll((key, count) -> (count + 1) / 2);
    } finally {
      lock.unlock();
    }
  }

  private void used(K key, long times) {
    // Whoever finds it taken goes on: a count more or less changes nothing.
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (!uses.containsKey(key) && uses.size() >= keysMax * COUNTED_PER_KEY) {
        uses.put(key, replaceLeastUsed() + times);
      } else {
        uses.merge(key, times, Long::sum);
      }
    } finally {
      lock.unlock();
    }
  }

  private long replaceLeastUsed() {
    Map.Entry<K, Long> least =
        uses.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    uses.remove(least.getKey());
    return least.getValue();
  }
}
