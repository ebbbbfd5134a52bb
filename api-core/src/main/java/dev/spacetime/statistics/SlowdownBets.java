package dev.spacetime.statistics;

import java.util.Arrays;

/**
 * A sequential rank test (Shekhar and Ramdas 2021): bets that a candidate's duration is longer than
 * those of its neighbours of the stable side. Where one side has more samples than the other, each
 * sample of the rarer side meets several of the other, which makes up for some of its rarity. No
 * sample is used twice.
 */
public final class SlowdownBets {
  private static final int NEIGHBOURS_MAX = 16;
  // Small stakes suit small effects; nobody knows the effect beforehand.
  private static final double[] STAKES = {0.03, 0.06, 0.12, 0.25, 0.5};

  /** How many ways of betting {@link #eValues} has. */
  public static final int ACCOUNTS = STAKES.length;

  private SlowdownBets() {}

  /**
   * The e-values of a stretch of time against "the candidate takes at most {@code ratioMax} times
   * as long and {@code differenceMax} more": then it is longer than that in one of two cases at the
   * most.
   *
   * @param stable durations, in an order that has nothing to do with them
   * @param candidate likewise; one of the two may be empty
   */
  public static double[] eValues(
      double[] stable, double[] candidate, double ratioMax, double differenceMax) {
    double[] eValues = new double[ACCOUNTS];
    Arrays.fill(eValues, 1);
    for (double payoff : payoffs(stable, candidate, ratioMax, differenceMax)) {
      for (int i = 0; i < ACCOUNTS; i++) {
        eValues[i] *= 1 + STAKES[i] * payoff;
      }
    }
    return eValues;
  }

  /** From -1, shorter than all neighbours, to 1, longer than all of them. */
  static double[] payoffs(
      double[] stable, double[] candidate, double ratioMax, double differenceMax) {
    int rare = Math.min(stable.length, candidate.length);
    if (rare == 0) {
      return new double[0];
    }
    int neighbours = Math.min(NEIGHBOURS_MAX, Math.max(stable.length, candidate.length) / rare);
    boolean candidateIsRare = candidate.length <= stable.length;
    double[] payoffs = new double[rare];
    for (int i = 0; i < rare * neighbours; i++) {
      int place = i / neighbours;
      double longer =
          Math.signum(
              candidate[candidateIsRare ? place : i]
                  - ratioMax * stable[candidateIsRare ? i : place]
                  - differenceMax);
      payoffs[place] += longer / neighbours;
    }
    return payoffs;
  }
}
