package dev.spacetime.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds where a series shifted: E-divisive with a permutation test (Matteson and James 2014). It
 * asks nothing of the distribution and finds any number of shifts.
 */
public final class ChangePoints {
  private static final int STRETCH_MIN = 5;
  private static final int PERMUTATIONS = 199;
  private static final int VALUES_MAX = 300;

  private final double[] values;
  private final SplittableRandom random;
  private final TreeSet<Integer> bounds = new TreeSet<>();

  private ChangePoints(double[] values, long seed) {
    this.values = values;
    this.random = new SplittableRandom(seed);
    bounds.add(0);
    bounds.add(values.length);
  }

  private record Split(int index, double statistic) {}

  private record Found(int index, double pValue) {}

  /**
   * @param values in their order in time; only the last 300 are looked at
   * @param significance a shift's p-value is at most this, as in 0.05
   */
  public static List<ChangePoint> in(double[] values, double significance, long seed) {
    int skipped = Math.max(0, values.length - VALUES_MAX);
    double[] last = Arrays.copyOfRange(values, skipped, values.length);
    ChangePoints series = new ChangePoints(last, seed);
    List<Found> found = series.divide(significance);
    return found.stream()
        .sorted((one, other) -> Integer.compare(one.index(), other.index()))
        .map(one -> series.changePoint(one, skipped))
        .toList();
  }

  private List<Found> divide(double significance) {
    EnergyDistances distances = new EnergyDistances(values, identity());
    List<Found> found = new ArrayList<>();
    while (true) {
      Split best = best(distances);
      if (best.index() < 0) {
        return found;
      }
      double p = pValue(best.statistic());
      if (p > significance) {
        return found;
      }
      bounds.add(best.index());
      found.add(new Found(best.index(), p));
    }
  }

  private Split best(EnergyDistances distances) {
    Split best = new Split(-1, Double.NEGATIVE_INFINITY);
    int from = 0;
    for (int end : bounds.tailSet(1)) {
      Split split = best(distances, from, end);
      best = split.statistic() > best.statistic() ? split : best;
      from = end;
    }
    return best;
  }

  // The second stretch may end before the segment does, so that a later shift hides no earlier one.
  private static Split best(EnergyDistances distances, int from, int end) {
    Split best = new Split(-1, Double.NEGATIVE_INFINITY);
    for (int middle = from + STRETCH_MIN; middle <= end - STRETCH_MIN; middle++) {
      for (int to = middle + STRETCH_MIN; to <= end; to++) {
        double statistic = distances.statistic(from, middle, to);
        if (statistic > best.statistic()) {
          best = new Split(middle, statistic);
        }
      }
    }
    return best;
  }

  /** How often an order that means nothing, within the segments found so far, does as well. */
  private double pValue(double statistic) {
    int asLarge = 1;
    for (int i = 0; i < PERMUTATIONS; i++) {
      if (best(new EnergyDistances(values, permuted())).statistic() >= statistic) {
        asLarge++;
      }
    }
    return asLarge / (PERMUTATIONS + 1.0);
  }

  private int[] identity() {
    return IntStream.range(0, values.length).toArray();
  }

  private int[] permuted() {
    int[] order = identity();
    int from = 0;
    for (int end : bounds.tailSet(1)) {
      for (int i = end - 1; i > from; i--) {
        int other = from + random.nextInt(i - from + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
      from = end;
    }
    return order;
  }

  private ChangePoint changePoint(Found found, int skipped) {
    return new ChangePoint(
        skipped + found.index(),
        median(bounds.headSet(found.index()).last(), found.index()),
        median(found.index(), bounds.tailSet(found.index() + 1).first()),
        found.pValue());
  }

  private double median(int from, int to) {
    return Quantiles.median(Arrays.copyOfRange(values, from, to));
  }
}
