package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankTestTest {
  @Test
  void agreesWithKnownExactValues() {
    // Of the 20 orders of three and three, the most extreme one and its mirror: p = 2/20.
    RankTest apart = RankTest.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    assertThat(apart.u()).isZero();
    assertThat(apart.pValue()).isCloseTo(0.1, within(1e-12));
    assertThat(apart.a12()).isZero();
    assertThat(apart.cliffsDelta()).isEqualTo(-1);
  }

  @Test
  void tiesCountHalf() {
    // U by hand: 1 beats nothing; 2 ties once; 2 ties once; 3 beats one, ties one.
    RankTest tied = RankTest.of(new double[] {1, 2, 2, 3}, new double[] {2, 3, 4, 5});
    assertThat(tied.u()).isEqualTo(0.5 + 0.5 + 1.5);
    assertThat(tied.a12()).isEqualTo(2.5 / 16);
  }

  @Test
  void nothingButTiesIsNoDifference() {
    RankTest equal = RankTest.of(new double[] {1, 1, 1}, new double[] {1, 1, 1});
    assertThat(equal.pValue()).isEqualTo(1);
    assertThat(equal.a12()).isEqualTo(0.5);
  }
}
