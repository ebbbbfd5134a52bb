package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
  private interface Estimator {
    RatioEstimate of(double[] first, double[] second, double confidence, long seed);
  }

  @Test
  void intervalCoversTheTruthAsOftenAsItSays() {
    // Four standard errors of a share of 0.95 in 400 runs are 0.044.
    assertThat(covered(PairedRatio::estimate)).isCloseTo(0.95, within(0.044));
    assertThat(covered(PairedRatio::typical)).isCloseTo(0.95, within(0.044));
  }

  private static double covered(Estimator estimator) {
    Random random = new Random(1);
    int covered = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      double[] first = new double[10];
      double[] second = new double[10];
      for (int i = 0; i < first.length; i++) {
        double drift = Math.exp(random.nextGaussian());
        first[i] = 2 * drift * Math.exp(0.05 * random.nextGaussian());
        second[i] = drift * Math.exp(0.05 * random.nextGaussian());
      }
      if (estimator.of(first, second, 0.95, run).interval().contains(2)) {
        covered++;
      }
    }
    return covered / (double) runs;
  }

  @Test
  void blocksThatWereStoppedDoNotCountInTheTypicalRatio() {
    double[] first = new double[20];
    double[] second = new double[20];
    for (int i = 0; i < first.length; i++) {
      first[i] = i == 0 ? 1 : 200 + i % 3;
      second[i] = i == 5 ? 1 : 100;
    }
    RatioEstimate typical = PairedRatio.typical(first, second, 0.95, 1);
    assertThat(typical.ratio()).isBetween(2.0, 2.02);
    assertThat(typical.interval().low()).isGreaterThanOrEqualTo(2);
    RatioEstimate all = PairedRatio.estimate(first, second, 0.95, 1);
    assertThat(all.interval().low()).isLessThan(1);
    // Where it is one side's, the ratio over all pairs tells.
    double[] often = new double[20];
    Arrays.setAll(often, i -> i % 4 == 0 ? 50 : 200);
    Arrays.fill(second, 200);
    assertThat(PairedRatio.estimate(often, second, 0.95, 1).interval().high()).isLessThan(1);
  }

  @Property(tries = 50)
  void ratioOfProportionalFiguresIsExact(
      @ForAll @Size(min = 3, max = 20) List<@DoubleRange(min = 0.01, max = 1e6) Double> drawn,
      @ForAll @DoubleRange(min = 0.01, max = 100) double factor) {
    double[] figures = drawn.stream().mapToDouble(Double::doubleValue).toArray();
    double[] first = Arrays.stream(figures).map(figure -> figure * factor).toArray();
    RatioEstimate estimate = PairedRatio.estimate(first, figures, 0.95, 7);
    assertThat(estimate.ratio()).isCloseTo(factor, within(factor * 1e-9));
    assertThat(estimate.interval().low()).isCloseTo(factor, within(factor * 1e-9));
    assertThat(estimate.interval().high()).isCloseTo(factor, within(factor * 1e-9));
    assertThat(estimate.reciprocal().ratio()).isCloseTo(1 / factor, within(1e-6 / factor));
  }

  @Test
  void sameSeedGivesTheSameInterval() {
    double[] first = {1, 2, 3, 4, 5};
    double[] second = {2, 1, 4, 3, 5};
    assertThat(PairedRatio.estimate(first, second, 0.95, 3))
        .isEqualTo(PairedRatio.estimate(first, second, 0.95, 3));
  }

  @Test
  void whatIsNoPairIsRefused() {
    double[] three = {1, 2, 3};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedRatio.estimate(three, new double[] {1, 2}, 0.95, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedRatio.estimate(three, new double[] {1, 0, 2}, 0.95, 1));
  }
}
