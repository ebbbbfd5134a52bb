package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * A region answers and counts like {@link RegionModel}, whatever is asked in whatever order, in
 * every tier.
 */
class RegionModelTest {
  private static final int KEYS = 12;

  /** Of the steps, one in so many is taken; more than 1 where each planted mistake needs a run. */
  private static final int STEP_SHARE = Integer.getInteger("spacetime.model.share", 1);

  private static final long MEGABYTE = 1 << 20;
  private static final Lifetime FRESH = Lifetime.of(Duration.ofMillis(100));
  private static final Lifetime STALE =
      FRESH
          .withStaleWhileRevalidate(Duration.ofMillis(60))
          .withStaleIfError(Duration.ofMillis(200))
          .withFailuresKept(Duration.ofMillis(40));
  private static final TierSizes ON_HEAP = TierSizes.heap(1_000);

  /** So few on the heap that most keys are found below, most of the time. */
  private static final TierSizes OFF_HEAP = TierSizes.heap(3).withOffHeap(MEGABYTE);

  private static final TierSizes ON_DISK = TierSizes.heap(3).withDisk(2 * MEGABYTE);
  private static final TierSizes ALL_TIERS = OFF_HEAP.withDisk(2 * MEGABYTE);

  /** What is done to a region, and how often of all times. */
  private enum Action {
    PUT(1_200),
    PUT_FOR(400),
    GET(1_200),
    LOAD(2_000),
    FAIL_TO_LOAD(800),
    INVALIDATE(600),
    INVALIDATE_SOME(200),
    INVALIDATE_BY_VALUE(100),
    INVALIDATE_ALL(100),
    ADVANCE(1_000),
    RESTART(2);

    private static final Action[] BY_FREQUENCY =
        Arrays.stream(values())
            .flatMap(action -> Collections.nCopies(action.frequency, action).stream())
            .toArray(Action[]::new);

    private final int frequency;

    Action(int frequency) {
      this.frequency = frequency;
    }

    static Action next(Random random) {
      return BY_FREQUENCY[random.nextInt(BY_FREQUENCY.length)];
    }
  }

  private record Step(Action action, int key, int number) {
    static Step next(Random random) {
      return new Step(Action.next(random), random.nextInt(KEYS + 1), 1 + random.nextInt(60));
    }

    String value() {
      return "value " + number;
    }
  }

  private Path folder = Path.of("");

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("region-model");
  }

  @AfterTry
  void removeFolder() throws IOException {
    Folders.remove(folder);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void onTheHeap(@ForAll long seed) {
    run(ON_HEAP, FRESH, seed, 50_000);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void servingStale(@ForAll long seed) {
    run(ON_HEAP, STALE, seed, 50_000);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void offTheHeap(@ForAll long seed) {
    run(OFF_HEAP, FRESH, seed, 50_000);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void onDisk(@ForAll long seed) {
    run(ON_DISK, STALE, seed, 4_000);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void inAllTiers(@ForAll long seed) {
    run(ALL_TIERS, STALE, seed, 4_000);
  }

  private void run(TierSizes sizes, Lifetime lifetime, long seed, int steps) {
    Random random = new Random(seed);
    RegionModel model = new RegionModel(lifetime, RegionModelTest::stillRight);
    FakeClock clock = new FakeClock();
    Caches caches = open(clock);
    try {
      Region<Integer, String> region = region(caches, sizes, lifetime);
      for (int number = 0; number < steps / STEP_SHARE; number++) {
        Step step = Step.next(random);
        if (step.action() == Action.RESTART) {
          caches.close();
          caches = open(clock);
          region = region(caches, sizes, lifetime);
          model.restart(sizes.diskBytesMax() > 0);
        }
        take(step, region, model, clock);
        assertThat(RegionModel.Counts.of(region.statistics()))
            .as("after step %d, %s", number, step)
            .isEqualTo(model.counts());
      }
    } finally {
      caches.close();
    }
  }

  private Caches open(FakeClock clock) {
    return Caches.open(CachesSpec.DEFAULT.withFolder(folder), clock, Runnable::run);
  }

  private static Region<Integer, String> region(Caches caches, TierSizes sizes, Lifetime life) {
    return caches.region(
        RegionSpec.of(
            "model",
            Integer.class,
            String.class,
            RegionSettings.of(life.timeToLive()).with(sizes).with(life),
            new Encoding<>(
                new KeyCodec<>(String::valueOf, Integer::valueOf),
                ValueCodec.utf8(),
                (key, value) -> stillRight(key))));
  }

  private static boolean stillRight(int key) {
    return key % 3 != 0;
  }

  private static void take(
      Step step, Region<Integer, String> region, RegionModel model, FakeClock clock) {
    int key = step.key();
    switch (step.action()) {
      case PUT -> {
        region.put(key, step.value());
        model.put(key, step.value());
      }
      case PUT_FOR -> {
        region.put(key, step.value(), Duration.ofMillis(step.number()));
        model.put(key, step.value(), Duration.ofMillis(step.number()));
      }
      case GET -> assertThat(region.get(key)).isEqualTo(model.get(key));
      case LOAD -> load(key, region, model, Optional.of(step.value()));
      case FAIL_TO_LOAD -> load(key, region, model, Optional.empty());
      case INVALIDATE ->
          assertThat(region.invalidate(key)).isEqualTo(model.invalidateIf(o -> o == key));
      case INVALIDATE_SOME ->
          assertThat(region.invalidateIf(other -> other < key))
              .isEqualTo(model.invalidateIf(other -> other < key));
      case INVALIDATE_BY_VALUE -> {
        String ending = String.valueOf(step.number() % 10);
        assertThat(region.invalidateWhere((same, value) -> value.endsWith(ending)))
            .isEqualTo(model.invalidateWhere(value -> value.endsWith(ending)));
      }
      case INVALIDATE_ALL -> assertThat(region.invalidateAll()).isEqualTo(model.invalidateAll());
      case ADVANCE, RESTART -> {
        clock.advance(Duration.ofMillis(step.number()));
        model.advance(Duration.ofMillis(step.number()));
      }
    }
  }

  private static void load(
      int key, Region<Integer, String> region, RegionModel model, Optional<String> source) {
    IllegalStateException down = new IllegalStateException("the source is down");
    Function<Integer, String> loader = any -> source.orElseThrow(() -> down);
    model
        .load(key, source)
        .ifPresentOrElse(
            answer -> assertThat(region.get(key, loader)).isEqualTo(answer),
            () -> assertThatThrownBy(() -> region.get(key, loader)).hasMessage(down.getMessage()));
  }
}
