package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

/** The keys that were hot come back, not their values, the hottest first. */
@Timeout(20)
class WarmUpTest {
  private static final WarmUp.Limits ONE_BY_ONE = new WarmUp.Limits(1, Duration.ofSeconds(10));
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final List<String> loaded = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path folder;

  @Test
  void theHottestKeysAreLoadedFirst() throws Exception {
    try (Caches caches = open()) {
      use(region(caches, "hot-keys=3"));
    }
    try (Caches caches = open()) {
      Region<String, String> region = region(caches, "hot-keys=3");
      WarmUp warmUp = caches.warmUp(loaders(region), ONE_BY_ONE);
      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(loaded).containsExactly("key 9", "key 8", "key 7");
      assertThat(warmUp.progress())
          .isEqualTo(new WarmUpProgress(WarmUpProgress.State.DONE, 3, 3, 0, 0, Duration.ZERO));
      assertThat(region.get("key 9")).contains("value of key 9");
      assertThat(region.statistics().hits()).isEqualTo(1);
      assertThat(region.statistics().misses()).as("a warm-up misses nothing").isZero();
      assertThat(region.statistics().loads()).isEqualTo(3);
    }
  }

  @Test
  void whatIsHeldIsNotLoadedAndWhatFailsIsCounted() throws Exception {
    try (Caches caches = open()) {
      use(region(caches, "hot-keys=3"));
    }
    try (Caches caches = open()) {
      Region<String, String> region = region(caches, "hot-keys=3");
      region.put("key 9", "value");
      WarmUp warmUp =
          caches.warmUp(
              List.of(new RegionLoader<>(region, key -> failAt("key 8", key))), ONE_BY_ONE);
      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(warmUp.progress())
          .isEqualTo(new WarmUpProgress(WarmUpProgress.State.DONE, 3, 1, 1, 1, Duration.ZERO));
    }
  }

  @Test
  void itEndsWhenItsTimeIsUp() throws Exception {
    try (Caches caches = open()) {
      use(region(caches, "hot-keys=10"));
    }
    try (Caches caches = open()) {
      Region<String, String> region = region(caches, "hot-keys=10");
      WarmUp warmUp =
          caches.warmUp(
              List.of(new RegionLoader<>(region, this::slowly)),
              new WarmUp.Limits(1, Duration.ofSeconds(2)));
      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(warmUp.progress())
          .isEqualTo(
              new WarmUpProgress(
                  WarmUpProgress.State.CUT_SHORT, 10, 2, 0, 0, Duration.ofSeconds(2)));
    }
  }

  @Test
  void aKilledRunLeavesTheKeysOfItsLastWriting() throws Exception {
    Caches killed = open();
    try {
      use(region(killed, "hot-keys=3"));
      killed.writeHotKeys();
      byte[] written = Files.readAllBytes(folder.resolve("warm.hot-keys"));
      killed.close();
      Files.write(folder.resolve("warm.hot-keys"), written);
    } finally {
      killed.close();
    }
    try (Caches caches = open()) {
      WarmUp warmUp = caches.warmUp(loaders(region(caches, "hot-keys=3")), ONE_BY_ONE);
      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(loaded).containsExactly("key 9", "key 8", "key 7");
    }
  }

  @Test
  void aDamagedListIsNoList() throws Exception {
    try (Caches caches = open()) {
      use(region(caches, "hot-keys=3"));
    }
    Path list = folder.resolve("warm.hot-keys");
    byte[] bytes = Files.readAllBytes(list);
    bytes[bytes.length - 3] ^= 1;
    Files.write(list, bytes);
    assertThat(Caches.hasHotKeys(folder)).isTrue();
    try (Caches caches = open()) {
      WarmUp warmUp = caches.warmUp(loaders(region(caches, "hot-keys=3")), ONE_BY_ONE);
      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(warmUp.progress().keys()).isZero();
      assertThat(loaded).isEmpty();
    }
  }

  @Test
  void aFirstStartHasNothingToLoad() throws Exception {
    assertThat(Caches.hasHotKeys(folder)).isFalse();
    assertThat(Caches.hasHotKeys(folder.resolve("missing"))).isFalse();
    try (Caches caches = open()) {
      WarmUp warmUp = caches.warmUp(loaders(region(caches, "hot-keys=3")), ONE_BY_ONE);
      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(warmUp.progress().state()).isEqualTo(WarmUpProgress.State.DONE);
    }
  }

  @Test
  void regionsTakeTurns() throws Exception {
    List<RegionLoader<?, ?>> none = List.of();
    try (Caches caches = open()) {
      use(region(caches, "hot-keys=2"));
      use(caches.region(spec("other", "hot-keys=3")));
      assertThat(caches.warmUp(none, ONE_BY_ONE).await(PATIENCE)).isTrue();
    }
    try (Caches caches = open()) {
      WarmUp warmUp =
          caches.warmUp(
              List.of(
                  new RegionLoader<>(region(caches, "hot-keys=2"), key -> load("warm " + key)),
                  new RegionLoader<>(
                      caches.region(spec("other", "hot-keys=3")), key -> load("other " + key))),
              ONE_BY_ONE);
      assertThat(warmUp.await(PATIENCE)).isTrue();
      assertThat(loaded)
          .containsExactly("warm key 9", "other key 9", "warm key 8", "other key 8", "other key 7");
    }
  }

  @Test
  void itIsWaitedForAndKeepsNoProcessAlive() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean daemon = new AtomicBoolean();
    BooleanSupplier load =
        () -> {
          daemon.set(Thread.currentThread().isDaemon());
          return ended(mayEnd);
        };
    WarmUp warmUp =
        WarmUp.start(List.of(load), ONE_BY_ONE, new Ticker(clock), NOPLogger.NOP_LOGGER);
    assertThat(warmUp.await(Duration.ofMillis(1))).isFalse();
    assertThat(warmUp.progress().state()).isEqualTo(WarmUpProgress.State.RUNNING);
    clock.advance(Duration.ofSeconds(3));
    mayEnd.countDown();
    assertThat(warmUp.await(PATIENCE)).isTrue();
    clock.advance(Duration.ofSeconds(4));
    assertThat(warmUp.progress().elapsed()).as("until its end").isEqualTo(Duration.ofSeconds(3));
    assertThat(daemon).isTrue();
  }

  private static boolean ended(CountDownLatch mayEnd) {
    try {
      return mayEnd.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private Caches open() {
    return Caches.open(CachesSpec.DEFAULT.withFolder(folder), clock);
  }

  private static Region<String, String> region(Caches caches, String settings) {
    return caches.region(spec("warm", settings));
  }

  private static RegionSpec<String, String> spec(String name, String settings) {
    return RegionSpec.of(
        name,
        String.class,
        String.class,
        RegionSettings.of(Duration.ofHours(1)).with(settings),
        Encoding.ofThisRun(KeyCodec.strings(), ValueCodec.utf8()));
  }

  /** Key 0 once, key 9 five hundred times. */
  private static void use(Region<String, String> region) {
    for (int key = 0; key < 10; key++) {
      region.put("key " + key, "value");
      for (int use = 0; use < 1 << key; use++) {
        assertThat(region.get("key " + key)).isPresent();
      }
    }
  }

  private List<RegionLoader<?, ?>> loaders(Region<String, String> region) {
    return List.of(new RegionLoader<>(region, this::load));
  }

  private String load(String key) {
    loaded.add(key);
    return "value of " + key;
  }

  private String slowly(String key) {
    clock.advance(Duration.ofSeconds(1));
    return load(key);
  }

  private static String failAt(String failing, String key) throws IllegalStateException {
    if (key.equals(failing)) {
      throw new IllegalStateException("gone");
    }
    return key;
  }
}
