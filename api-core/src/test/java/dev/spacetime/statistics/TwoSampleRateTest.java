package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwoSampleRateTest {
  private static final int RUNS = 2_000;
  private static final double ALPHA = 0.05;
  // Above ALPHA by three standard errors of that many runs.
  private static final int CROSSINGS_MAX = 129;

  private static Runs.Fresh blocks(
      double stableRate, double candidateRate, int stableTrials, double differenceMin) {
    return random -> {
      TwoSampleRate test = new TwoSampleRate(differenceMin);
      Wealth wealth = new Wealth(1);
      return () -> {
        wealth.restart();
        wealth.bet(
            test.eValue(
                new RateBlock(
                    events(random, stableTrials, stableRate),
                    stableTrials,
                    events(random, 10, candidateRate),
                    10)));
        return wealth.value();
      };
    };
  }

  static long events(SplittableRandom random, int trials, double rate) {
    long events = 0;
    for (int i = 0; i < trials; i++) {
      events += random.nextDouble() < rate ? 1 : 0;
    }
    return events;
  }

  @Test
  void equalRatesSeldomCrossHoweverOftenOneLooks() {
    for (double rate : new double[] {0.001, 0.01, 0.05, 0.5}) {
      for (int stableTrials : new int[] {1, 10, 60}) {
        int crossings =
            Runs.crossings(RUNS, 300, 1 / ALPHA, blocks(rate, rate, stableTrials, 0.01));
        System.out.printf(
            "rate %s, %d to 10 trials a block: %d of %d runs cross%n",
            rate, stableTrials, crossings, RUNS);
        assertThat(crossings).isLessThanOrEqualTo(CROSSINGS_MAX);
      }
    }
  }

  // The whole expectation, by adding up all outcomes: 1 at most, not about 1.
  @Test
  void eValueOfABlockIsFairWhateverWasLearnt() {
    for (double learnt : new double[] {0, 0.1, 0.9}) {
      for (double rate = 0; rate <= 1; rate += 0.05) {
        for (double better = 0; better <= rate; better += 0.05) {
          assertThat(expectation(learnt, rate, better)).isLessThanOrEqualTo(1 + 1e-12);
        }
      }
    }
  }

  private static double expectation(double learnt, double stableRate, double candidateRate) {
    double expectation = 0;
    for (int stable = 0; stable <= 3; stable++) {
      for (int candidate = 0; candidate <= 2; candidate++) {
        TwoSampleRate test = new TwoSampleRate(0.01);
        double unused = test.eValue(new RateBlock(5, 100, Math.round(100 * learnt), 100));
        expectation +=
            chance(stable, 3, stableRate)
                * chance(candidate, 2, candidateRate)
                * test.eValue(new RateBlock(stable, 3, candidate, 2));
      }
    }
    return expectation;
  }

  private static double chance(int events, int trials, double rate) {
    double ways = 1;
    for (int i = 0; i < events; i++) {
      ways = ways * (trials - i) / (i + 1);
    }
    return ways * Math.pow(rate, events) * Math.pow(1 - rate, trials - events);
  }

  @Test
  void higherRateIsFound() {
    for (double rate : new double[] {0.02, 0.05, 0.2}) {
      double blocks = Runs.medianLooks(200, 5_000, 133, blocks(0.001, rate, 100, 0.01));
      System.out.printf(
          "0.001 against %s: found after %.0f samples of the candidate%n", rate, 10 * blocks);
      assertThat(blocks).isLessThan(rate == 0.02 ? 60 : rate == 0.05 ? 15 : 5);
    }
  }

  @Test
  void whatTurnsBadLateIsFoundToo() {
    double found =
        Runs.medianLooks(
            100,
            20_000,
            133,
            random -> {
              TwoSampleRate test = new TwoSampleRate(0.01);
              Wealth wealth = new Wealth(1);
              int[] look = {0};
              return () -> {
                look[0]++;
                if (look[0] % 40 == 0) {
                  wealth.restart();
                }
                double rate = look[0] <= 6_000 ? 0.001 : 0.05;
                wealth.bet(
                    test.eValue(
                        new RateBlock(
                            events(random, 100, 0.001), 100, events(random, 10, rate), 10)));
                return wealth.value();
              };
            });
    System.out.printf(
        "5 %% errors after 60,000 good samples: found %.0f later%n", 10 * (found - 6_000));
    assertThat(found).isBetween(6_000.0, 6_060.0);
  }

  @Test
  void aloneAgainstABound() {
    Runs.Fresh atTheBound = alone(0.02);
    int crossings = Runs.crossings(RUNS, 500, 1 / ALPHA, atTheBound);
    double blocks = Runs.medianLooks(200, 5_000, 133, alone(0.05));
    System.out.printf(
        "bound 0.02: %d of %d runs cross; 0.05 is found after %.0f samples%n",
        crossings, RUNS, 10 * blocks);
    assertThat(crossings).isLessThanOrEqualTo(CROSSINGS_MAX);
    // Who knew the rate would need about log(2 * 133) over the divergence of the two (Wald 1945).
    double divergence = 0.05 * Math.log(0.05 / 0.02) + 0.95 * Math.log(0.95 / 0.98);
    assertThat(10 * blocks).isLessThan(1.5 * Math.log(2 * 133) / divergence);
  }

  private static Runs.Fresh alone(double rate) {
    return random -> {
      TwoSampleRate test = new TwoSampleRate(0.01);
      Wealth wealth = new Wealth(1);
      return () -> {
        wealth.bet(test.eValue(events(random, 10, rate), 10, 0.02));
        return wealth.value();
      };
    };
  }
}
