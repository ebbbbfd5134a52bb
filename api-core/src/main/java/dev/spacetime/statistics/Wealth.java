package dev.spacetime.statistics;

import java.util.Arrays;

/**
 * What a gambler owns who began with 1 and bets against a hypothesis at odds that are fair if it is
 * true. Then the chance that the wealth ever reaches {@code x} is {@code 1/x} at the most, however
 * often it is looked at (Ville 1939): it is an e-process, evidence that may be judged at any time
 * (Ramdas, Grünwald, Vovk and Shafer 2023).
 *
 * <p>Half of the money is bet from the beginning on. The other half is kept back and brought in bit
 * by bit by {@link #restart}, so that what turns bad late is found although the first half has been
 * lost by then. Not safe for use by several threads.
 */
public final class Wealth {
  private static final double OWNED_MAX = 1e100;

  private final double[] accounts;
  private double keptBack = 1;
  private int restarts;

  /**
   * @param accounts how many ways of betting share the money, for who can't know the best one
   */
  public Wealth(int accounts) {
    this.accounts = new double[accounts];
    invest(0.5);
  }

  /**
   * One more bet.
   *
   * @param eValues what a unit of money becomes in each account: not negative, and expected to be 1
   *     at the most under the hypothesis, given all that was seen before
   */
  public void bet(double... eValues) {
    if (eValues.length != accounts.length || !(Arrays.stream(eValues).min().orElse(0) >= 0)) {
      throw new IllegalArgumentException("No bet: " + Arrays.toString(eValues));
    }
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] = Math.min(accounts[i] * eValues[i], OWNED_MAX);
    }
  }

  /** Brings in fresh money. When may not depend on what is bet on next. */
  public void restart() {
    restarts++;
    // These shares add up to a half.
    invest(0.5 / ((double) restarts * (restarts + 1)));
  }

  public double value() {
    return Arrays.stream(accounts).sum() + Math.max(0, keptBack);
  }

  private void invest(double money) {
    keptBack -= money;
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] += money / accounts.length;
    }
  }
}
