package dev.spacetime.security;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Says whether the time of a check depends on its input, as dudect does (Reparaz, Balasch,
 * Verbauwhede, "Dude, is my code constant time?", DATE 2017): two classes of inputs in random
 * order, the slowest tenth of the measurements left out as the machine's own, and Welch's t of what
 * is left. {@code -Dspacetime.timing.samples} says how many are taken.
 *
 * <p>A leak is there each time; what the machine does once is none, and what it does once hides
 * none: so the middle one of some rounds counts. The compiler may replace the code in the middle of
 * a round, and both classes then vary by more than their difference; a round beforehand counts for
 * nothing.
 */
final class TimingLeak {
  private static final int SAMPLES = Integer.getInteger("spacetime.timing.samples", 40_000);
  // One check is near what the clock can tell apart.
  private static final int CHECKS_PER_SAMPLE = 16;
  private static final double KEPT = 0.9;
  private static final int ROUNDS = 5;

  private TimingLeak() {}

  static <T> double between(Predicate<T> check, Supplier<T> one, Supplier<T> other) {
    var unusedWarmUp = round(check, one, other, ROUNDS);
    return IntStream.range(0, ROUNDS)
        .mapToObj(round -> round(check, one, other, round))
        .sorted(Comparator.comparingDouble(Math::abs))
        .toList()
        .get(ROUNDS / 2);
  }

  private static <T> double round(
      Predicate<T> check, Supplier<T> one, Supplier<T> other, int seed) {
    Random random = new Random(seed);
    boolean[] isOther = new boolean[SAMPLES];
    // Made beforehand: to make one may take longer than the other, and leave another cache behind.
    List<T> inputs = new ArrayList<>(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      isOther[i] = random.nextBoolean();
      inputs.add((isOther[i] ? other : one).get());
    }
    long[] nanos = new long[SAMPLES];
    int passed = 0;
    for (int i = 0; i < SAMPLES; i++) {
      T input = inputs.get(i);
      long begin = System.nanoTime();
      for (int k = 0; k < CHECKS_PER_SAMPLE; k++) {
        passed += check.test(input) ? 1 : 0;
      }
      nanos[i] = System.nanoTime() - begin;
    }
    if (passed > 0) {
      throw new IllegalStateException("A wrong input has passed");
    }
    return welch(nanos, isOther);
  }

  private static double welch(long[] nanos, boolean[] isOther) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    long longest = sorted[(int) (sorted.length * KEPT)];
    Moments one = new Moments();
    Moments other = new Moments();
    for (int i = 0; i < nanos.length; i++) {
      if (nanos[i] <= longest) {
        (isOther[i] ? other : one).add((double) nanos[i]);
      }
    }
    return (one.mean - other.mean) / Math.sqrt(one.error() + other.error());
  }

  /** Welford's running mean and variance. */
  private static final class Moments {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double difference = value - mean;
      mean += difference / count;
      squares += difference * (value - mean);
    }

    double error() {
      return squares / (count - 1) / count;
    }
  }
}
