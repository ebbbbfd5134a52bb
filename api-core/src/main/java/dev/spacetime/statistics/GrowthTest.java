package dev.spacetime.statistics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether a series grows: a conformal martingale (Vovk, Gammerman and Shafer 2005, chapter 7). If
 * the order of the values meant nothing, each would take any rank among those before it with the
 * same chance; the bet is on high ranks. Not safe for use by several threads.
 */
public final class GrowthTest {
  /** So many values at the beginning are ignored: what is only just filling up grows. */
  public static final int WARM_UP = 4;

  private static final int ENDS = 5;
  private static final int HISTORY_MAX = 4_096;
  // The density k u^(k-1) of a rank u is what is bet on: the higher k, the steeper the growth.
  private static final int[] POWERS = {2, 4, 8};

  private final SplittableRandom random;
  private final Wealth wealth = new Wealth(POWERS.length);
  private final List<Double> first = new ArrayList<>();
  private final Deque<Double> last = new ArrayDeque<>();
  private final List<Double> history = new ArrayList<>();
  private long count;

  public GrowthTest(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public void add(double value) {
    count++;
    if (count <= WARM_UP) {
      return;
    }
    if (first.size() < ENDS) {
      first.add(value);
    }
    last.add(value);
    if (last.size() > ENDS) {
      last.remove();
    }
    bet(value);
  }

  /** Evidence against "the order means nothing", as {@link Wealth} defines it. */
  public double evidence() {
    return wealth.value();
  }

  /** The median of the first values after the warm-up; NaN before there are any. */
  public double before() {
    return median(first);
  }

  /** The median of the last values; NaN before there are any. */
  public double now() {
    return median(last);
  }

  /** How many values were bet on. */
  public long samples() {
    return Math.max(0, count - WARM_UP);
  }

  private void bet(double value) {
    if (history.size() == HISTORY_MAX) {
      history.clear();
    }
    history.add(value);
    long lower = history.stream().filter(other -> other < value).count();
    long equal = history.stream().filter(other -> other == value).count();
    // Ties, the value with itself too, are broken by chance: then the rank is uniform exactly.
    double rank = (lower + random.nextDouble() * equal) / history.size();
    wealth.bet(
        Arrays.stream(POWERS).mapToDouble(power -> power * Math.pow(rank, power - 1)).toArray());
  }

  private static double median(Iterable<Double> values) {
    List<Double> copy = new ArrayList<>();
    values.forEach(copy::add);
    return copy.isEmpty()
        ? Double.NaN
        : Quantiles.median(copy.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
