package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void interpolatesAsTypeSeven() {
    double[] values = {40, 10, 30, 20};
    assertThat(Quantiles.median(values)).isEqualTo(25);
    assertThat(Quantiles.of(values, 0)).isEqualTo(10);
    assertThat(Quantiles.of(values, 1)).isEqualTo(40);
    assertThat(Quantiles.of(values, 0.25)).isEqualTo(17.5);
    assertThat(values).containsExactly(40, 10, 30, 20);
  }

  @Test
  void noValuesHaveNoQuantile() {
    assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.median(new double[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.of(new double[1], 1.1));
  }
}
