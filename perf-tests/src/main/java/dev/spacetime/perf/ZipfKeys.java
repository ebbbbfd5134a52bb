package dev.spacetime.perf;

import java.util.Arrays;
import java.util.Random;

/**
 * Keys of which the k-th is asked for 1/k as often as the first (Breslau et al., "Web Caching and
 * Zipf-like Distributions", INFOCOM 1999), drawn beforehand and shuffled over the key space.
 */
final class ZipfKeys {
  private ZipfKeys() {}

  /** So many draws from the keys 0 to {@code keys - 1}. */
  static Integer[] draw(int draws, int keys, long seed) {
    double[] cumulated = new double[keys];
    double sum = 0;
    for (int rank = 0; rank < keys; rank++) {
      sum += 1.0 / (rank + 1);
      cumulated[rank] = sum;
    }
    Random random = new Random(seed);
    Integer[] drawn = new Integer[draws];
    for (int i = 0; i < draws; i++) {
      int found = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
      int rank = Math.min(keys - 1, found < 0 ? -found - 1 : found);
      // Each rank another key, because 7,919 is a prime that does not divide the number of keys.
      drawn[i] = (int) ((rank * 7_919L) % keys);
    }
    return drawn;
  }
}
