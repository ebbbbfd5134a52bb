package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTextTest {
  private static final RegionSettings DEFAULTS = RegionSettings.of(Duration.ofMinutes(5));

  @Test
  void everySettingCanBeGiven() {
    assertThat(
            DEFAULTS.with(
                "heap=2000, off-heap=4MB disk=1GB,ttl=10m, stale-while-revalidate=30s,"
                    + " stale-if-error=1h, refresh-ahead=10%, failure-ttl=500ms,"
                    + " adaptive-floor=1s, adaptive-ceiling=1d, adaptive-outdated=5%,"
                    + " hot-keys=50, load-wait=2s"))
        .isEqualTo(
            new RegionSettings(
                new TierSizes(2_000, 4 << 20, 1 << 30),
                new Lifetime(
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    Duration.ofHours(1),
                    10,
                    Duration.ofMillis(500),
                    new AdaptiveTtl(Duration.ofSeconds(1), Duration.ofDays(1), 0.05)),
                50,
                Duration.ofSeconds(2)));
  }

  @Test
  void whatIsNotGivenStaysAsItWas() {
    assertThat(DEFAULTS.with("")).isEqualTo(DEFAULTS);
    assertThat(DEFAULTS.with("  ")).isEqualTo(DEFAULTS);
    RegionSettings all =
        DEFAULTS.with(
            "heap=7, ttl=3s, hot-keys=9, adaptive-floor=1s, "
                + "adaptive-ceiling=9s, adaptive-outdated=25%");
    assertThat(all.with("off-heap=2048KB").with("off-heap=0")).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heat=1|there is no setting 'heat'; did you mean heap?",
        "heap|'heap' is not name=value, as in heap=2000, off-heap=4MB, ttl=10m",
        "heap=|'heap=' is not name=value, as in heap=2000, off-heap=4MB, ttl=10m",
        "heap=1,,ttl=1s|'' is not name=value, as in heap=2000, off-heap=4MB, ttl=10m",
        "heap=1, heap=2|heap is given twice",
        "heap=-1|heap is a number like 2000, not -1",
        "heap=0|it holds from 1 to 10000000 entries on the heap, not 0",
        "off-heap=4TB|off-heap is a size like 512KB or 4MB, or 0, not 4TB",
        "off-heap=1|it holds nothing off the heap, or from 1048576 to 1099511627776 bytes, not 1",
        "disk=1023KB|it holds nothing on disk, or from 1048576 to 1099511627776 bytes, not 1047552",
        "off-heap=2MB,disk=2MB|what is off the heap is on disk too, so the disk needs more than 2097152 bytes, not 2097152",
        "ttl=soon|ttl is a time like 500ms, 30s, 10m, 1h or 2d, or 0, not soon",
        "ttl=0|its time to live is from PT0.001S to PT8760H, not PT0S",
        "stale-if-error=366d|its time of stale-if-error is from PT0S to PT8760H, not PT8784H",
        "refresh-ahead=91%|refresh-ahead takes the last 0 to 90 percent of the time to live, not 91",
        "adaptive-floor=2s,adaptive-ceiling=1s|an adaptive time to live has a floor above zero and not above its ceiling, not PT2S and PT1S",
        "adaptive-floor=1s,adaptive-ceiling=9m|the probability to be outdated is above 0 and below 1, not 0.0",
        "adaptive-floor=10m,adaptive-ceiling=20m,adaptive-outdated=5%|a key without a history has the time to live PT5M, which is not from the floor PT10M to the ceiling PT20M",
        "hot-keys=100001|it writes down 0 to 100000 hot keys, not 100001",
        "load-wait=11m|its wait for a load is from PT0.001S to PT10M, not PT11M",
      })
  void whatMakesNoSenseIsRefusedWithAReason(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.with(text)).withMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stale-while-revalidate=1s", "stale-if-error=1s"})
  void anExactRegionServesNothingStale(String text) {
    RegionSpec<String, String> unused =
        RegionSpec.of("auth", String.class, String.class, DEFAULTS).exactly();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RegionSpec.of("auth", String.class, String.class, DEFAULTS.with(text)).exactly())
        .withMessage(
            "Region auth serves nothing past its time, so stale-while-revalidate and stale-if-error"
                + " must be 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"off-heap=1MB", "disk=1MB"})
  void aRegionWithoutAnEncodingIsOnTheHeap(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionSpec.of("auth", String.class, String.class, DEFAULTS.with(text)))
        .withMessage(
            "Region auth can hold its values on the heap only, so off-heap and disk must be 0");
  }

  @Test
  void aRegionWithoutAnEncodingWritesNoKeysDown() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RegionSpec.of("auth", String.class, String.class, DEFAULTS.with("hot-keys=1")))
        .withMessage("Region auth can't write its keys down, so hot-keys must be 0");
  }

  @Test
  void regionsShareTheMemoryOffTheHeap() {
    try (Caches caches = Caches.open(CachesSpec.DEFAULT.withOffHeap("3MB"))) {
      Region<String, String> unused = caches.region(spec("first", "off-heap=2MB"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> caches.region(spec("second", "off-heap=2MB")))
          .withMessage(
              "Region second asks for 2097152 bytes off the heap, and of the 3145728 bytes for all"
                  + " regions 1048576 are left");
      assertThat(caches.region(spec("second", "off-heap=1MB")).get("key")).isEmpty();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CachesSpec.DEFAULT.withOffHeap("much"))
        .withMessage("this is a size like 512KB or 4MB, or 0, not much");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CachesSpec.DEFAULT.requireOffHeap((10 << 20) + 1))
        .withMessage(
            "the regions hold 10485761 bytes off the heap together, and 10485760 are for all of"
                + " them");
  }

  private static RegionSpec<String, String> spec(String name, String settings) {
    return RegionSpec.of(
        name,
        String.class,
        String.class,
        DEFAULTS.with(settings),
        Encoding.ofThisRun(KeyCodec.strings(), ValueCodec.utf8()));
  }
}
