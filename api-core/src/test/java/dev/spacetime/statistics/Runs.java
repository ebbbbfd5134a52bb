package dev.spacetime.statistics;

import java.util.SplittableRandom;

/** Many runs of a test, each with evidence that is looked at again and again. */
final class Runs {
  private Runs() {}

  /** One run; the evidence after one more look. */
  interface Run {
    double next();
  }

  /**
   * How many of the runs ever have evidence of at least {@code limit}.
   *
   * @param looks of each run
   */
  static int crossings(int runs, int looks, double limit, Fresh run) {
    int crossings = 0;
    for (int seed = 0; seed < runs; seed++) {
      crossings += looksUntil(limit, looks, run.of(new SplittableRandom(seed))) <= looks ? 1 : 0;
    }
    return crossings;
  }

  /** The first look with evidence of at least {@code limit}; {@code looks + 1} without one. */
  static int looksUntil(double limit, int looks, Run run) {
    for (int look = 1; look <= looks; look++) {
      if (run.next() >= limit) {
        return look;
      }
    }
    return looks + 1;
  }

  /** The median number of looks to evidence of at least {@code limit}. */
  static double medianLooks(int runs, int looks, double limit, Fresh run) {
    double[] all = new double[runs];
    for (int seed = 0; seed < runs; seed++) {
      all[seed] = looksUntil(limit, looks, run.of(new SplittableRandom(1_000_000 + seed)));
    }
    return Quantiles.median(all);
  }

  /** A fresh run with its own chance. */
  interface Fresh {
    Run of(SplittableRandom random);
  }
}
