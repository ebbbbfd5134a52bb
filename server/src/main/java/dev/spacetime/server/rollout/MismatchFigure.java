package dev.spacetime.server.rollout;

import dev.spacetime.statistics.BoundedRate;
import dev.spacetime.statistics.Wealth;
import java.util.concurrent.atomic.LongAdder;

/** How many of the compared answers differ. */
final class MismatchFigure {
  private final double rateMax;
  private final Wealth wealth = new Wealth(BoundedRate.ACCOUNTS);
  private final LongAdder matches = new LongAdder();
  private final LongAdder mismatches = new LongAdder();
  private long compared;
  private long differing;

  MismatchFigure(double rateMax) {
    this.rateMax = rateMax;
  }

  /** By any thread. */
  void compared(boolean mismatch) {
    (mismatch ? mismatches : matches).increment();
  }

  void learn() {
    long newMismatches = mismatches.sum() - differing;
    long newCompared = newMismatches + matches.sum() - (compared - differing);
    differing += newMismatches;
    compared += newCompared;
    wealth.bet(BoundedRate.eValues(newMismatches, newCompared, rateMax));
  }

  void restart() {
    wealth.restart();
  }

  JudgedFigure judged(double limit) {
    double rate = (double) differing / compared;
    boolean worse = rate > rateMax;
    return new JudgedFigure(
        new GuardFigure(
            "mismatch_rate", compared == 0 ? Double.NaN : 0, rate, compared, wealth.value(), limit),
        worse,
        worse);
  }
}
