package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowthTestTest {
  private static final int RUNS = 2_000;

  /** Heaps of 100 that vary by 5 and grow by so much from one collection to the next. */
  private static Runs.Fresh heaps(double growth) {
    return seed -> {
      Random random = new Random(seed.nextLong());
      GrowthTest test = new GrowthTest(seed.nextLong());
      double[] leaked = {0};
      return () -> {
        leaked[0] += growth;
        test.add(100 + 5 * random.nextGaussian() + leaked[0]);
        return test.evidence();
      };
    };
  }

  @Test
  void whatOnlyVariesSeldomCrosses() {
    int crossings = Runs.crossings(RUNS, 200, 20, heaps(0));
    System.out.printf("no growth: %d of %d runs cross%n", crossings, RUNS);
    assertThat(crossings).isLessThanOrEqualTo(129);
  }

  @Test
  void valuesThatAreAllTheSameSeldomCross() {
    int crossings =
        Runs.crossings(
            RUNS,
            200,
            20,
            random -> {
              GrowthTest test = new GrowthTest(random.nextLong());
              return () -> {
                test.add(7);
                return test.evidence();
              };
            });
    assertThat(crossings).isLessThanOrEqualTo(129);
  }

  @Test
  void leakIsFound() {
    double collections = Runs.medianLooks(500, 2_000, 133, heaps(2));
    System.out.printf("2 %% more at each collection: found after %.0f%n", collections);
    assertThat(collections).isLessThan(25);
  }

  @Test
  void growthOfTheWarmUpIsIgnored() {
    GrowthTest test = new GrowthTest(1);
    for (int i = 0; i < GrowthTest.WARM_UP; i++) {
      test.add(i);
    }
    assertThat(test.evidence()).isEqualTo(1);
    assertThat(test.samples()).isZero();
    assertThat(test.before()).isNaN();
    for (int i = 1; i <= 10; i++) {
      test.add(10 * i);
    }
    assertThat(test.before()).isEqualTo(30);
    assertThat(test.now()).isEqualTo(80);
  }
}
