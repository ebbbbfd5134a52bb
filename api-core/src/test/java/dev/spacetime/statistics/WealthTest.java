package dev.spacetime.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WealthTest {
  @Test
  void noMoneyComesFromNowhere() {
    Wealth wealth = new Wealth(3);
    for (int i = 0; i < 1_000; i++) {
      wealth.restart();
      wealth.bet(1, 1, 1);
      assertThat(wealth.value()).isCloseTo(1, within(1e-9));
    }
    StratifiedWealth<String> stratified = new StratifiedWealth<>(4, 1);
    stratified.bet("one", 1);
    stratified.restart();
    assertThat(stratified.value()).isCloseTo(1, within(1e-9));
  }

  @Test
  void accountsAreBetApart() {
    Wealth wealth = new Wealth(2);
    wealth.bet(4, 0);
    assertThat(wealth.value()).isEqualTo(0.5 + 0.25 * 4);
    wealth.bet(0, 4);
    assertThat(wealth.value()).isEqualTo(0.5);
  }

  @Test
  void freshMoneyFindsWhatComesLate() {
    Wealth wealth = new Wealth(1);
    wealth.bet(0);
    wealth.restart();
    wealth.bet(100);
    assertThat(wealth.value()).isEqualTo(0.25 + 0.25 * 100);
  }

  @Test
  void oneStratumAloneIsFound() {
    StratifiedWealth<String> wealth = new StratifiedWealth<>(4, 1);
    wealth.bet("one", 1_000);
    wealth.bet("other", 0);
    // The pool is lost but for what it kept back, as is the second stratum; two have not bet.
    assertThat(wealth.value()).isEqualTo((0.5 + (500.5 + 0.5 + 2) / 4) / 2);
  }

  @Test
  void refusesWhatIsNoBet() {
    Wealth wealth = new Wealth(1);
    assertThatIllegalArgumentException().isThrownBy(() -> wealth.bet(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> wealth.bet(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> wealth.bet(1, 1));
    wealth.bet(Double.POSITIVE_INFINITY);
    assertThat(wealth.value()).isFinite();
  }
}
