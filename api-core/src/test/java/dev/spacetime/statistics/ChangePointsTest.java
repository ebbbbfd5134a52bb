package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
  private static final double SIGNIFICANCE = 0.05;

  private static double[] series(long seed, double... levels) {
    Random random = new Random(seed);
    double[] values = new double[levels.length * 20];
    for (int i = 0; i < values.length; i++) {
      values[i] = levels[i / 20] * (1 + 0.03 * random.nextGaussian());
    }
    return values;
  }

  @Test
  void findsWhenAndByHowMuch() {
    List<ChangePoint> found = ChangePoints.in(series(1, 100, 120, 90), SIGNIFICANCE, 1);
    assertThat(found).hasSize(2);
    assertThat(found.get(0).index()).isBetween(19, 21);
    assertThat(found.get(0).ratio()).isCloseTo(1.2, within(0.03));
    assertThat(found.get(1).index()).isBetween(39, 41);
    assertThat(found.get(1).ratio()).isCloseTo(0.75, within(0.03));
    assertThat(found).allSatisfy(point -> assertThat(point.pValue()).isLessThanOrEqualTo(0.05));
  }

  @Test
  void noiseAloneShiftsAsSeldomAsItSays() {
    int alarms = 0;
    for (int seed = 0; seed < 100; seed++) {
      alarms += ChangePoints.in(series(seed, 100, 100), SIGNIFICANCE, seed).isEmpty() ? 0 : 1;
    }
    // Five are to be expected; twelve or more have a chance of 0.4 %.
    assertThat(alarms).isLessThan(12);
  }

  @Test
  void statisticIsTheEnergyDistanceByHand() {
    // Between: mean |x - y| = 10, twice; within: |0 - 1| = 1 and |10 - 11| = 1.
    EnergyDistances distances =
        new EnergyDistances(new double[] {0, 1, 10, 11}, new int[] {0, 1, 2, 3});
    assertThat(distances.statistic(0, 2, 4)).isCloseTo(2 * 10 - 1 - 1, within(1e-12));
  }

  @Test
  void fewOrEqualValuesShiftNowhere() {
    assertThat(ChangePoints.in(new double[0], SIGNIFICANCE, 1)).isEmpty();
    assertThat(ChangePoints.in(new double[] {1, 2, 3}, SIGNIFICANCE, 1)).isEmpty();
    assertThat(ChangePoints.in(new double[30], SIGNIFICANCE, 1)).isEmpty();
  }
}
