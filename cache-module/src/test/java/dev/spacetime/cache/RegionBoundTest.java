package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RegionBoundTest {
  private static final int PUTS = 100_000;
  private static final long ENTRIES_MAX = 500;

  private final FakeClock clock = new FakeClock();

  @Test
  void theRegionStaysWithinItsEntries() {
    try (Caches caches = Caches.open(clock)) {
      Region<Integer, Integer> region =
          caches.region(
              RegionSpec.of(
                  "bounded", Integer.class, Integer.class, ENTRIES_MAX, Duration.ofHours(1)));
      for (int key = 0; key < PUTS; key++) {
        region.put(key, key);
        if (key % 1_000 == 0) {
          assertThat(region.statistics().heap().size()).isLessThanOrEqualTo(ENTRIES_MAX);
        }
      }
      RegionStatistics statistics = region.statistics();
      assertThat(statistics.heap().size()).isEqualTo(ENTRIES_MAX);
      assertThat(statistics.heap().sizeMax()).isEqualTo(ENTRIES_MAX);
      assertThat(statistics.evictions()).isEqualTo(PUTS - ENTRIES_MAX);
      assertThat(region.invalidateAll()).isEqualTo(ENTRIES_MAX);
      assertThat(region.statistics().heap().size()).isZero();
    }
  }

  @Test
  void anEntryLivesUntilItsTimeIsUp() {
    try (Caches caches = Caches.open(clock)) {
      Region<String, String> region =
          caches.region(
              RegionSpec.of("expiring", String.class, String.class, 10, Duration.ofSeconds(5)));
      region.put("key", "value");
      clock.advance(Duration.ofMillis(4_999));
      assertThat(region.get("key")).contains("value");
      clock.advance(Duration.ofMillis(1));
      assertThat(region.get("key")).isEmpty();
      assertThat(region.statistics().expirations()).isEqualTo(1);
    }
  }

  @Test
  void aValueIsHeldByReference() {
    try (Caches caches = Caches.open()) {
      Region<String, byte[]> region =
          caches.region(
              RegionSpec.of("bodies", String.class, byte[].class, 10, Duration.ofHours(1)));
      byte[] body = {1, 2, 3};
      region.put("key", body);
      assertThat(region.get("key")).containsSame(body);
      assertThat(region.invalidate("key")).isEqualTo(1);
    }
  }
}
