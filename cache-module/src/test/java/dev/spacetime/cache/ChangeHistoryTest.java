package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The rate of changes follows what loads and invalidations tell, by the formulas as written. */
class ChangeHistoryTest {
  private static final double RATE = 0.001;
  private static final Offset<Double> ROUNDING = within(1e-12);

  private final ChangeHistory begun = ChangeHistory.begin(RATE, 10_000, 7);

  @Test
  void itBeginsAtTheGivenRate() {
    assertThat(begun.changesPerMillisecond()).isCloseTo(RATE, ROUNDING);
    assertThat(begun.observedMillis()).as("half a change").isCloseTo(500, ROUNDING);
  }

  @Test
  void aLoadThatFindsTheSameCountsTimeOnly() {
    ChangeHistory loaded = begun.loaded(12_000, 7);
    assertThat(loaded.changes()).isCloseTo(0.5 * 0.95, ROUNDING);
    assertThat(loaded.observedMillis()).isCloseTo(500 * 0.95 + 2_000, ROUNDING);
    assertThat(loaded.sinceMillis()).isEqualTo(12_000);
  }

  @Test
  void aLoadThatFindsAnotherValueCountsWhatIsExpectedBehindIt() {
    ChangeHistory loaded = begun.loaded(12_000, 8);
    double expected = 2 / (1 - Math.exp(-2));
    assertThat(loaded.changes()).isCloseTo(0.5 * 0.95 + expected, ROUNDING);
    assertThat(loaded.valueHash()).isEqualTo(8);
    assertThat(loaded.changed()).isFalse();
  }

  @Test
  void aChangeInNoTimeIsOne() {
    assertThat(begun.loaded(10_000, 8).changes()).isCloseTo(0.5 * 0.95 + 1, ROUNDING);
  }

  @Test
  void anInvalidationIsOneChangeAndTheLoadAfterItNone() {
    ChangeHistory invalidated = begun.invalidated(11_000);
    assertThat(invalidated.changes()).isCloseTo(0.5 * 0.95 + 1, ROUNDING);
    assertThat(invalidated.observedMillis()).isCloseTo(500 * 0.95 + 1_000, ROUNDING);
    ChangeHistory loaded = invalidated.loaded(14_000, 8);
    assertThat(loaded.changes()).isEqualTo(invalidated.changes());
    assertThat(loaded.observedMillis()).isCloseTo(invalidated.observedMillis() + 3_000, ROUNDING);
    assertThat(loaded.changed()).isFalse();
  }

  @Test
  void aClockThatWasSetBackCountsNoTime() {
    assertThat(begun.loaded(9_000, 7).observedMillis()).isCloseTo(500 * 0.95, ROUNDING);
    assertThat(begun.invalidated(9_000).observedMillis()).isCloseTo(500 * 0.95, ROUNDING);
  }
}
