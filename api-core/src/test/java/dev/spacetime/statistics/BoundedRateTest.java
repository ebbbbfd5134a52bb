package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoundedRateTest {
  private static final int RUNS = 2_000;

  private static Runs.Fresh compared(double rate, double bound) {
    return random -> {
      Wealth wealth = new Wealth(BoundedRate.ACCOUNTS);
      return () -> {
        wealth.restart();
        wealth.bet(BoundedRate.eValues(TwoSampleRateTest.events(random, 50, rate), 50, bound));
        return wealth.value();
      };
    };
  }

  @Test
  void rateAtTheBoundSeldomCrosses() {
    for (double bound : new double[] {0.0001, 0.01}) {
      int crossings = Runs.crossings(RUNS, 400, 20, compared(bound, bound));
      System.out.printf("bound %s: %d of %d runs cross%n", bound, crossings, RUNS);
      assertThat(crossings).isLessThanOrEqualTo(129);
    }
  }

  @Test
  void oneInAThousandIsFoundAboveOneInTenThousand() {
    double looks = Runs.medianLooks(200, 2_000, 133, compared(0.001, 0.0001));
    System.out.printf("1 in 1,000 above 1 in 10,000: found after %.0f comparisons%n", 50 * looks);
    assertThat(50 * looks).isLessThan(8_000);
  }

  @Test
  void upperLimitIsThatOfClopperAndPearson() {
    // The rule of three, exactly: 1 - 0.05^(1/n).
    assertThat(BoundedRate.upperLimit(0, 100, 0.05))
        .isCloseTo(1 - Math.pow(0.05, 0.01), within(1e-9));
    assertThat(BoundedRate.upperLimit(3, 3, 0.05)).isEqualTo(1);
    assertThat(BoundedRate.upperLimit(0, 0, 0.05)).isEqualTo(1);
  }
}
