package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is found on disk: a warm start or a cold one, and never a wrong value. */
class DiskTierTest {
  private static final int KEYS = 200;
  private static final String SETTINGS = "heap=10, disk=1MB, ttl=1h";

  private final FakeClock clock = new FakeClock();

  @TempDir Path folder;

  @Test
  void aCleanEndMakesAWarmStart() {
    run(this::fill);
    run(region -> assertThat(found(region)).isEqualTo(KEYS));
    run(region -> assertThat(found(region)).as("and again").isEqualTo(KEYS));
  }

  @Test
  void whatNoLongerAgreesWithItsSourceIsNotServed() {
    run(this::fill);
    run(
        (key, value) -> key % 2 == 0,
        region -> {
          assertThat(found(region)).isEqualTo(KEYS / 2);
          assertThat(region.statistics().failures()).isZero();
        });
  }

  @Test
  void whatCannotBeComparedWithItsSourceIsNotServed() {
    run(this::fill);
    run(
        (key, value) -> {
          throw new IllegalStateException("no source");
        },
        region -> {
          assertThat(region.get(1)).isEmpty();
          assertThat(region.statistics().failures()).isEqualTo(1);
        });
  }

  @Test
  void anEntryIsComparedOnce() {
    run(this::fill);
    int[] comparisons = {0};
    run(
        (key, value) -> ++comparisons[0] > 0,
        region -> {
          assertThat(found(region)).isEqualTo(KEYS);
          assertThat(found(region)).isEqualTo(KEYS);
        });
    assertThat(comparisons[0]).isEqualTo(KEYS);
  }

  @Test
  void aClockThatWasSetBackMakesNothingYounger() {
    clock.advance(Duration.ofHours(2));
    run(this::fill);
    clock.advance(Duration.ofHours(-1));
    run(region -> assertThat(found(region)).isZero());
  }

  @Test
  void theTimeToLiveGoesOnWhileNothingRuns() {
    run(this::fill);
    clock.advance(Duration.ofHours(1));
    run(
        region -> {
          assertThat(found(region)).isZero();
          assertThat(region.statistics().expirations()).isEqualTo(KEYS);
        });
  }

  @Test
  void anEndWithoutASealMakesAColdStart() throws IOException {
    run(this::fill);
    Files.delete(folder.resolve("numbers/seal"));
    run(region -> assertThat(found(region)).isZero());
    run(this::fill);
    run(region -> assertThat(found(region)).isEqualTo(KEYS));
  }

  @Test
  void anyDamagedFileMakesAColdStart() throws IOException {
    run(this::fill);
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] flipped = bytes.clone();
      flipped[bytes.length / 2] ^= 4;
      damage(file, flipped);
      damage(file, Arrays.copyOf(bytes, bytes.length / 2));
      damage(file, new byte[0]);
    }
    Files.delete(files().get(0));
    run(region -> assertThat(found(region)).isZero());
  }

  @Test
  void anotherSizeMakesAColdStart() {
    run(this::fill);
    run("heap=10, disk=2MB, ttl=1h", (key, value) -> true, r -> assertThat(found(r)).isZero());
  }

  @Test
  void anotherCodecMakesAColdStart() {
    run(this::fill);
    try (Caches caches = open()) {
      Region<Integer, String> region =
          caches.region(
              spec(SETTINGS, new ValueCodec<>(2, Utf8::encode, Utf8::decode), (k, v) -> true));
      assertThat(found(region)).isZero();
    }
  }

  @Test
  void aFolderInUseIsDoneWithout() {
    run(
        first -> {
          fill(first);
          run(
              second -> {
                assertThat(found(second)).isZero();
                assertThat(second.get(1, key -> "loaded")).isEqualTo("loaded");
                assertThat(second.get(1)).contains("loaded");
                assertThat(second.statistics().disk()).isEqualTo(TierStatistics.NONE);
              });
        });
    run(region -> assertThat(found(region)).isEqualTo(KEYS));
  }

  @Test
  void aFolderThatIsNoneIsDoneWithout() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (Caches caches = Caches.open(CachesSpec.DEFAULT.withFolder(file), clock)) {
      Region<Integer, String> region = caches.region(spec());
      assertThat(region.get(1, key -> "loaded")).isEqualTo("loaded");
      assertThat(region.get(1)).contains("loaded");
      assertThat(region.statistics().failures()).isZero();
    }
  }

  @Test
  void aDiskTierNeedsAFolder() {
    try (Caches caches = Caches.open(CachesSpec.DEFAULT, clock)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> caches.region(spec()))
          .withMessage(
              "Region numbers has a disk tier, and there is no folder for it: set disk to 0");
    }
  }

  @Test
  void whatIsTooLargeForATierStaysOnTheHeap() {
    String large = "x".repeat(100_000);
    run(
        region -> {
          region.put(1, large);
          assertThat(region.get(1)).contains(large);
          assertThat(region.statistics().disk().size()).isZero();
          assertThat(region.statistics().failures()).isZero();
          region.put(2, "small");
          region.put(2, large);
          assertThat(region.statistics().disk().size()).isZero();
        });
    run(region -> assertThat(found(region)).isZero());
  }

  @Test
  void aFullTierEvictsAndGoesOn() {
    String value = "x".repeat(8_000);
    run(
        region -> {
          for (int key = 0; key < 1_000; key++) {
            region.put(key, value);
          }
          TierStatistics disk = region.statistics().disk();
          assertThat(disk.size()).isPositive();
          assertThat(disk.bytes()).isLessThanOrEqualTo(1 << 20);
          assertThat(region.statistics().evictions()).isEqualTo(1_000 - disk.size());
          assertThat(region.statistics().failures()).isZero();
        });
  }

  private void damage(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    run(
        region -> {
          assertThat(found(region)).as("after damage to %s", file.getFileName()).isZero();
          fill(region);
        });
    run(region -> assertThat(found(region)).isEqualTo(KEYS));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(folder.resolve("numbers"))) {
      return all.filter(Files::isRegularFile).filter(file -> size(file) > 0).sorted().toList();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private interface Work {
    void on(Region<Integer, String> region);
  }

  private void run(Work work) {
    run((key, value) -> true, work);
  }

  private void run(BiPredicate<Integer, String> stillRight, Work work) {
    run(SETTINGS, stillRight, work);
  }

  private void run(String settings, BiPredicate<Integer, String> stillRight, Work work) {
    try (Caches caches = open()) {
      work.on(caches.region(spec(settings, ValueCodec.utf8(), stillRight)));
    }
  }

  private Caches open() {
    return Caches.open(CachesSpec.DEFAULT.withFolder(folder), clock);
  }

  private void fill(Region<Integer, String> region) {
    for (int key = 0; key < KEYS; key++) {
      region.put(key, "value of " + key);
    }
  }

  /** How many keys are found; each with its own value. */
  private static int found(Region<Integer, String> region) {
    int found = 0;
    for (int key = 0; key < KEYS; key++) {
      String expected = "value of " + key;
      found +=
          region.get(key).map(value -> assertThat(value).isEqualTo(expected)).isPresent() ? 1 : 0;
    }
    return found;
  }

  private static RegionSpec<Integer, String> spec() {
    return spec(SETTINGS, ValueCodec.utf8(), (key, value) -> true);
  }

  private static RegionSpec<Integer, String> spec(
      String settings, ValueCodec<String> values, BiPredicate<Integer, String> stillRight) {
    return RegionSpec.of(
        "numbers",
        Integer.class,
        String.class,
        RegionSettings.of(Duration.ofHours(1)).with(settings),
        new Encoding<>(new KeyCodec<>(String::valueOf, Integer::valueOf), values, stillRight));
  }
}
