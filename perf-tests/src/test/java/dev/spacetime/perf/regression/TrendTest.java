package dev.spacetime.perf.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void aLineHasItsSlopeWithoutError() {
    Trend trend = Trend.of(new double[] {1, 3, 5, 7});
    assertThat(trend.slope()).isCloseTo(2, within(1e-12));
    assertThat(trend.slopeMin()).isCloseTo(2, within(1e-12));
  }

  @Test
  void scatterHasAnError() {
    Trend trend = Trend.of(new double[] {0, 2, 1, 2});
    assertThat(trend.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(trend.standardError()).isCloseTo(Math.sqrt(1.5 / 2 / 5), within(1e-12));
    assertThat(trend.slopeMin()).isNegative();
  }
}
