package dev.spacetime.statistics;

import java.util.HashMap;
import java.util.Map;

/**
 * Bets in several strata: half of the money goes through all of them, for what is a little worse
 * everywhere; each stratum has its part of the other half, for what is much worse in one place.
 *
 * @param <K> what tells the strata apart
 */
public final class StratifiedWealth<K> {
  private final int strataMax;
  private final int accounts;
  private final Wealth pooled;
  private final Map<K, Wealth> strata = new HashMap<>();

  /**
   * @param strataMax how many strata there can be
   * @param accounts as of {@link Wealth}
   */
  public StratifiedWealth(int strataMax, int accounts) {
    this.strataMax = strataMax;
    this.accounts = accounts;
    this.pooled = new Wealth(accounts);
  }

  /** As {@link Wealth#bet}. */
  public void bet(K stratum, double... eValues) {
    pooled.bet(eValues);
    strata.computeIfAbsent(stratum, any -> new Wealth(accounts)).bet(eValues);
  }

  /** As {@link Wealth#restart}. */
  public void restart() {
    pooled.restart();
    strata.values().forEach(Wealth::restart);
  }

  public double value() {
    // Where nothing was bet, the money is still there.
    double unused = (double) strataMax - strata.size();
    double used = strata.values().stream().mapToDouble(Wealth::value).sum();
    return (pooled.value() + (unused + used) / strataMax) / 2;
  }
}
