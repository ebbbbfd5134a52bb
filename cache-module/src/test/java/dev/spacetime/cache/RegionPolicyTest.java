package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Renewing in the background, covering failures, keeping them: at their exact times. */
class RegionPolicyTest {
  private static final int WAITING_MAX = 2;

  private final FakeClock clock = new FakeClock();
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final Caches caches = Caches.open(CachesSpec.DEFAULT, clock, this::later);
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void aStaleValueIsServedWhileOneLoadRenewsIt() {
    Region<String, String> region = region("ttl=10s, stale-while-revalidate=5s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofMillis(14_999));
    assertThat(load(region)).isEqualTo("load 1");
    assertThat(load(region)).isEqualTo("load 1");
    assertThat(background).hasSize(1);
    background.remove().run();
    assertThat(load(region)).isEqualTo("load 2");
    assertThat(region.statistics().staleHits()).isEqualTo(2);
    assertThat(region.statistics().refreshes()).isEqualTo(1);
    assertThat(region.loadsUnderWay()).isZero();
  }

  @Test
  void aValuePastItsStaleTimeIsLoadedFirst() {
    Region<String, String> region = region("ttl=10s, stale-while-revalidate=5s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(15));
    assertThat(load(region)).isEqualTo("load 2");
    assertThat(region.statistics().expirations()).isEqualTo(1);
  }

  @Test
  void whoCannotLoadGetsNothingStale() {
    Region<String, String> region = region("ttl=10s, stale-while-revalidate=5s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(10));
    assertThat(region.get("key")).isEmpty();
  }

  @Test
  void whatIsInvalidatedIsNotRenewed() {
    Region<String, String> region = region("ttl=10s, stale-while-revalidate=5s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(11));
    assertThat(load(region)).isEqualTo("load 1");
    assertThat(region.invalidate("key")).isEqualTo(1);
    background.remove().run();
    assertThat(loads).hasValue(1);
    assertThat(region.get("key")).isEmpty();
  }

  @Test
  void whoMayNotBeServedStaleDoesNotWaitForAnotherThreadsTurn() {
    Region<String, String> region = region("ttl=10s, stale-while-revalidate=5s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(11));
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(5));
    assertThat(load(region)).isEqualTo("load 2");
    background.remove().run();
    assertThat(loads).as("the load that waited is not needed any more").hasValue(2);
  }

  @Test
  void whatFindsNoRoomInTheBackgroundIsCountedAndLeftForLater() {
    Region<String, String> region = region("ttl=10s, stale-while-revalidate=5s");
    for (int key = 0; key <= WAITING_MAX; key++) {
      region.put("key " + key, "old");
    }
    clock.advance(Duration.ofSeconds(11));
    for (int key = 0; key <= WAITING_MAX; key++) {
      assertThat(region.get("key " + key, any -> "new")).isEqualTo("old");
    }
    assertThat(region.statistics().refreshes()).isEqualTo(WAITING_MAX + 1);
    assertThat(region.statistics().refreshesDropped()).isEqualTo(1);
    assertThat(region.loadsUnderWay()).isEqualTo(WAITING_MAX);
  }

  @Test
  void aFailureInTheBackgroundIsNobodysAndTheNextGetTriesAgain() {
    Region<String, String> region = region("ttl=10s, stale-while-revalidate=5s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(11));
    assertThat(region.get("key", RegionPolicyTest::fail)).isEqualTo("load 1");
    background.remove().run();
    assertThat(region.statistics().loadFailures()).isEqualTo(1);
    assertThat(region.statistics().failures()).isZero();
    assertThat(load(region)).isEqualTo("load 1");
    background.remove().run();
    assertThat(load(region)).isEqualTo("load 2");
  }

  @Test
  void aFailedLoadIsCoveredByTheStaleValue() {
    Region<String, String> region = region("ttl=10s, stale-if-error=60s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofMillis(69_999));
    assertThat(region.get("key", RegionPolicyTest::fail)).isEqualTo("load 1");
    assertThat(region.statistics().staleIfErrors()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> region.get("key", RegionPolicyTest::fail)).hasMessage("down");
  }

  @Test
  void whatWasInvalidatedDuringAFailingLoadCoversNothing() {
    Region<String, String> region = region("ttl=10s, stale-if-error=60s");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(11));
    assertThatThrownBy(
            () ->
                region.get(
                    "key",
                    key -> {
                      region.invalidate(key);
                      return fail(key);
                    }))
        .hasMessage("down");
  }

  @Test
  void aKeptFailureAnswersUntilItsTimeIsUp() {
    Region<String, String> region = region("ttl=10s, failure-ttl=3s");
    assertThatThrownBy(() -> region.get("key", RegionPolicyTest::fail)).hasMessage("down");
    clock.advance(Duration.ofMillis(2_999));
    assertThatThrownBy(() -> load(region)).hasMessage("down");
    assertThat(loads).hasValue(0);
    assertThat(region.statistics().keptFailureHits()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(load(region)).isEqualTo("load 1");
  }

  @Test
  void aKeptFailureGoesWithItsKey() {
    Region<String, String> region = region("ttl=10s, failure-ttl=3s");
    assertThatThrownBy(() -> region.get("key", RegionPolicyTest::fail)).hasMessage("down");
    region.invalidate("key");
    assertThat(load(region)).isEqualTo("load 1");
    region.invalidateAll();
    assertThatThrownBy(() -> region.get("key", RegionPolicyTest::fail)).hasMessage("down");
    region.invalidateIf("key"::equals);
    assertThat(load(region)).isEqualTo("load 2");
  }

  @Test
  void anErrorIsNotKept() {
    Region<String, String> region = region("ttl=10s, failure-ttl=3s, stale-if-error=60s");
    assertThatThrownBy(
            () ->
                region.get(
                    "key",
                    any -> {
                      throw new AssertionError("ours");
                    }))
        .isInstanceOf(AssertionError.class);
    assertThat(load(region)).isEqualTo("load 1");
  }

  @Test
  void aHotEntryIsRenewedBeforeItsEnd() {
    Region<String, String> region = region("ttl=100s, refresh-ahead=20%");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofMillis(79_999));
    assertThat(load(region)).isEqualTo("load 1");
    assertThat(background).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(load(region)).isEqualTo("load 1");
    assertThat(background).hasSize(1);
    background.remove().run();
    assertThat(load(region)).isEqualTo("load 2");
    assertThat(region.statistics().staleHits()).isZero();
  }

  @Test
  void aColdEntryIsNot() {
    Region<String, String> region = region("ttl=100s, refresh-ahead=20%");
    assertThat(load(region)).isEqualTo("load 1");
    clock.advance(Duration.ofSeconds(90));
    assertThat(load(region)).isEqualTo("load 1");
    assertThat(background).isEmpty();
  }

  @Test
  void aKeyThatChangesOftenLivesShorter() {
    Region<String, String> region =
        region("ttl=60s, adaptive-floor=10s, adaptive-ceiling=600s, adaptive-outdated=50%");
    for (int round = 0; round < 20; round++) {
      assertThat(load(region)).isEqualTo("load " + (round + 1));
      clock.advance(Duration.ofSeconds(60));
    }
    assertThat(load(region)).isEqualTo("load 21");
    clock.advance(Duration.ofSeconds(45));
    assertThat(region.get("key")).as("after 45 of 60 seconds").isEmpty();
    clock.advance(Duration.ofSeconds(15));
    for (int round = 0; round < 20; round++) {
      assertThat(region.get("key", any -> "constant")).isEqualTo("constant");
      clock.advance(Duration.ofMinutes(10));
    }
    assertThat(region.get("key", any -> "constant")).isEqualTo("constant");
    clock.advance(Duration.ofMinutes(5));
    assertThat(region.get("key")).as("five times as long").contains("constant");
  }

  @Test
  void anInvalidationIsAChangeToo() {
    Region<String, String> region =
        region("ttl=60s, adaptive-floor=1s, adaptive-ceiling=600s, adaptive-outdated=10%");
    for (int round = 0; round < 50; round++) {
      assertThat(region.get("key", any -> "constant")).isEqualTo("constant");
      clock.advance(Duration.ofSeconds(10));
      region.invalidate("key");
    }
    assertThat(region.get("key", any -> "constant")).isEqualTo("constant");
    clock.advance(Duration.ofSeconds(3));
    assertThat(region.get("key")).isEmpty();
  }

  private Region<String, String> region(String settings) {
    return caches.region(
        RegionSpec.of(
            "policy",
            String.class,
            String.class,
            RegionSettings.of(Duration.ofHours(1)).with(settings)));
  }

  private String load(Region<String, String> region) {
    return region.get("key", any -> "load " + loads.incrementAndGet());
  }

  private static String fail(String key) {
    throw new IllegalStateException("down");
  }

  private void later(Runnable load) {
    if (background.size() == WAITING_MAX) {
      throw new RejectedExecutionException("full");
    }
    background.add(load);
  }
}
