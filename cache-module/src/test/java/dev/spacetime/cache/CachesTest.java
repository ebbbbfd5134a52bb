package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachesTest {
  private final Caches caches = Caches.open(new FakeClock());

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void aNameIsGivenOnce() {
    Region<String, String> first = caches.region(spec("scenes"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> caches.region(spec("scenes")))
        .withMessage("There is a region of this name already: scenes");
    first.put("key", "value");
    assertThat(first.get("key")).contains("value");
  }

  @Test
  void statisticsAreInAlphabeticalOrder() {
    Region<String, String> tokens = caches.region(spec("tokens"));
    tokens.put("key", "value");
    caches.region(spec("scenes"));
    caches.region(spec("rules"));
    assertThat(caches.statistics().keySet()).containsExactly("rules", "scenes", "tokens");
    assertThat(caches.regions().keySet()).containsExactly("rules", "scenes", "tokens");
    assertThat(caches.statistics()).containsEntry("tokens", tokens.statistics());
    assertThat(tokens.statistics().sets()).isEqualTo(1);
    assertThat(tokens.statistics().heap()).isEqualTo(new TierStatistics(1, 10, 0, 0, 0));
  }

  @Test
  void everythingGoesAtOnce() {
    caches.region(spec("scenes")).put("key", "value");
    caches.region(spec("tokens")).put("key", "value");
    assertThat(caches.invalidateAll()).isEqualTo(2);
    assertThat(caches.invalidateAll()).isZero();
  }

  @Test
  void closedCachesOpenNoRegion() {
    caches.region(spec("scenes")).put("key", "value");
    caches.close();
    caches.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> caches.region(spec("tokens")))
        .withMessage("The caches are closed, so region tokens can't be opened");
    assertThat(caches.statistics()).containsOnlyKeys("scenes");
  }

  @Test
  void everyFigureIsAMetric() {
    Region<String, String> region = caches.region(spec("scenes"));
    MetricRegistry registry = new MetricRegistry();
    registry.registerAll(new CacheMetrics(caches));
    region.put("key", "value");
    assertThat(region.get("key")).isPresent();
    assertThat(region.get("other")).isEmpty();
    Map<String, Metric> metrics = registry.getMetrics();
    assertThat(metrics).hasSize(RegionMetric.values().length);
    assertThat(figure(metrics, "hits")).isEqualTo(1L);
    assertThat(figure(metrics, "misses")).isEqualTo(1L);
    assertThat(figure(metrics, "heap-size")).isEqualTo(1L);
    assertThat(figure(metrics, "heap-size-max")).isEqualTo(10L);
    assertThat(figure(metrics, "time-to-live-seconds")).isEqualTo(3_600L);
  }

  @Test
  void theSteadyClockStartsAtTheWallClock() {
    Instant before = Instant.now();
    SteadyClock clock = new SteadyClock();
    assertThat(clock.instant()).isBetween(before, before.plusSeconds(60));
    assertThat(clock.millis()).isBetween(before.toEpochMilli(), before.toEpochMilli() + 60_000);
  }

  private static Object figure(Map<String, Metric> metrics, String label) {
    return Objects.requireNonNull((Gauge<?>) metrics.get("cache.scenes." + label)).getValue();
  }

  private static RegionSpec<String, String> spec(String name) {
    return RegionSpec.of(name, String.class, String.class, 10, Duration.ofHours(1));
  }
}
