package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The moments at which what is held may and may not be served, to the millisecond. */
class LifetimeTest {
  private static final long NOW = 1_000_000;
  private static final Duration TTL = Duration.ofSeconds(10);
  private static final long END = NOW + TTL.toMillis();

  private final Lifetime lifetime =
      Lifetime.of(TTL)
          .withStaleWhileRevalidate(Duration.ofSeconds(2))
          .withStaleIfError(Duration.ofSeconds(5))
          .withRefreshAhead(20);
  private final Held<String> held = lifetime.hold("value", TTL, NOW);

  @Test
  void aValueIsHeldAsLongAsAnythingMayServeIt() {
    assertThat(held.freshUntilMillis()).isEqualTo(END);
    assertThat(held.keptUntilMillis()).isEqualTo(END + 5_000);
    assertThat(
            lifetime
                .withStaleWhileRevalidate(Duration.ofSeconds(9))
                .hold("value", TTL, NOW)
                .keptUntilMillis())
        .isEqualTo(END + 9_000);
  }

  @Test
  void staleTimesEndBeforeTheirLastMillisecond() {
    assertThat(lifetime.servableWhileRevalidating(held, END + 1_999)).isTrue();
    assertThat(lifetime.servableWhileRevalidating(held, END + 2_000)).isFalse();
    assertThat(lifetime.servableOnError(held, END + 4_999)).isTrue();
    assertThat(lifetime.servableOnError(held, END + 5_000)).isFalse();
  }

  @Test
  void theLastPartOfALifeIsNearItsEnd() {
    assertThat(lifetime.nearsEnd(held, END - 2_001)).isFalse();
    assertThat(lifetime.nearsEnd(held, END - 2_000)).isTrue();
    assertThat(lifetime.nearsEnd(held, END - 1)).isTrue();
  }

  @Test
  void theBoundsOfATimeAreAllowed() {
    assertThat(Lifetime.of(Duration.ofMillis(1)).timeToLive()).isEqualTo(Duration.ofMillis(1));
    assertThat(Lifetime.of(Duration.ofDays(365)).servesStale()).isFalse();
    assertThatThrownBy(() -> Lifetime.of(Duration.ofDays(365).plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(lifetime.withRefreshAhead(90).refreshAheadPercent()).isEqualTo(90);
    assertThatThrownBy(() -> lifetime.withRefreshAhead(91))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 91");
  }
}
