package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionSpecTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aSpecWaitsForALoadAsLongAsItSays() {
    RegionSpec<String, Long> spec = RegionSpec.of("scenes", String.class, Long.class, 10, HOUR);
    assertThat(spec.settings().loadWaitMax()).isEqualTo(RegionSettings.LOAD_WAIT_DEFAULT);
    assertThat(spec.withLoadWaitMax(Duration.ofSeconds(1)).settings())
        .isEqualTo(spec.settings().withLoadWaitMax(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Scenes", "scene tree", "9lives", "-", "scenes.list", "süd"})
  void aNameIsPartOfAMetricsName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionSpec.of(name, String.class, String.class, 10, HOUR))
        .withMessage(
            "A region's name is a lower-case letter and up to 63 more, digits or hyphens, not '"
                + name
                + "'");
  }

  @Test
  void aNameIsShort() {
    assertThat(named("a".repeat(64)).name()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> named("a".repeat(65)));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 10_000_001})
  void theHeapHasABound(long entries) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionSpec.of("scenes", String.class, String.class, entries, HOUR))
        .withMessage("it holds from 1 to 10000000 entries on the heap, not " + entries);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999S", "P366D"})
  void anEntryLivesForAWhile(Duration timeToLive) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionSpec.of("scenes", String.class, String.class, 1, timeToLive))
        .withMessage("its time to live is from PT0.001S to PT8760H, not " + timeToLive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT10M0.001S"})
  void aCallerWaitsForAWhile(Duration wait) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("scenes").withLoadWaitMax(wait))
        .withMessage("its wait for a load is from PT0.001S to PT10M, not " + wait);
  }

  @Test
  void aTypeIsAClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionSpec.of("scenes", long.class, String.class, 1, HOUR))
        .withMessage("The key type of region scenes is a class, not the primitive long");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionSpec.of("scenes", String.class, int.class, 1, HOUR))
        .withMessage("The value type of region scenes is a class, not the primitive int");
  }

  private static RegionSpec<String, String> named(String name) {
    return RegionSpec.of(name, String.class, String.class, 1, HOUR);
  }
}
