package dev.spacetime.server.shadow;

import static dev.spacetime.server.shadow.ShadowWorld.OPERATOR;
import static dev.spacetime.server.shadow.ShadowWorld.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.RouterVariant;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.rollout.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two variants are the same API, whatever is asked and whatever changes meanwhile. */
class HonestVariantsTest {
  private static final int REQUESTS = 2_000;
  private static final int REQUESTS_UNDER_CHANGE = 600;
  private static final int REQUESTS_MAX = 60_000;
  private static final int BATCH = 50;
  private static final long CHANGE_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final List<String> PATHS =
      List.of(
          "res://main.tscn",
          "res://levels/one.tscn",
          "res://parts/part.tscn",
          "res://broken.tscn",
          "res://link.tscn",
          "res://addons/tool/tool.tscn",
          "res://missing.tscn",
          "res://changing.tscn",
          "../up");
  private static final List<String> ACTIONS =
      List.of(
          "{\"action\":\"add_scene\",\"scene_path\":\"res://s%d.tscn\"}",
          "{\"action\":\"add_directory\",\"dir_path\":\"res://d%d/\"}",
          "{\"action\":\"add_wildcard\",\"pattern\":\"res://w%d/*.tscn\"}",
          "{\"action\":\"set_environment\",\"environment\":\"a\"}",
          "{\"action\":\"set_environment\",\"environment\":\"x%d\"}",
          "{\"action\":\"reload\"}",
          "{\"action\":\"validate\",\"scene_path\":\"res://main.tscn\"}",
          "{\"action\":%d}",
          "{");

  // A variant may be late by what is promised, and its watcher by what else the machine does.
  private static final ShadowSettings SETTLING =
      new ShadowSettings(256, 200, 1 << 16, Duration.ofSeconds(20), Duration.ofSeconds(1), 1, 16);

  @TempDir Path folder;

  private static Call call(Random random) {
    String path = PATHS.get(random.nextInt(PATHS.size()));
    Call call =
        switch (random.nextInt(9)) {
          case 0 -> Call.get("/scene");
          case 1 -> Call.get("/scene/history");
          case 2 -> Call.get("/whitelist");
          case 3 -> Call.get("/scenes");
          case 4 -> Call.get("/scenes?limit=" + random.nextInt(5) + "&dir=res://levels");
          case 5 -> Call.put("/scene", "{\"scene_path\":\"" + path + "\"}");
          case 6 ->
              Call.post(
                  "/scene",
                  "{\"scene_path\":\"" + path + "\",\"wait\":" + random.nextBoolean() + "}");
          case 7 -> Call.post("/scene/reload", "");
          default ->
              Call.post(
                  "/whitelist",
                  ACTIONS.get(random.nextInt(ACTIONS.size())).formatted(random.nextInt(50)));
        };
    return switch (random.nextInt(12)) {
      case 0 -> call;
      case 1 -> call.token("wrong");
      case 2 -> call.token(READER);
      default -> call.token(OPERATOR);
    };
  }

  private static ShadowFigures ask(
      ShadowWorld world,
      ShadowSettings settings,
      Predicate<Duration> filesChanged,
      Predicate<ShadowFigures> enough)
      throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Shadow shadow = world.shadow(settings, () -> false, filesChanged)) {
      shadow.compare("original", "optimized", 100);
      RouterVariant original = world.serving("original");
      RouterVariant optimized = world.serving("optimized");
      int asked = 0;
      while (!enough.test(shadow.figures())) {
        assertThat(asked).as("requests").isLessThan(REQUESTS_MAX);
        for (int i = 0; i < BATCH; i++) {
          boolean stable = random.nextBoolean();
          world.serve(
              shadow,
              stable ? original : optimized,
              stable ? Side.STABLE : Side.CANDIDATE,
              call(random));
        }
        assertNoneDiffers(world, shadow, seed);
        asked += BATCH;
      }
      assertThat(shadow.figures().compared()).isEqualTo(asked);
      return shadow.figures();
    }
  }

  private static void assertNoneDiffers(ShadowWorld world, Shadow shadow, long seed)
      throws InterruptedException {
    for (int i = 0; i < BATCH; i++) {
      boolean mismatch = world.nextIsMismatch();
      assertThat(mismatch).as("seed %d: %s", seed, shadow.mismatches(1, Long.MAX_VALUE)).isFalse();
    }
  }

  @Test
  void mixedRequestsDoNotDiffer() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      ShadowFigures figures =
          ask(world, ShadowWorld.QUICK, age -> false, sofar -> sofar.compared() == REQUESTS);
      System.out.println("honest variants: " + figures);
      assertThat(figures.noise()).isZero();
      assertThat(world.session.history().loads()).isNotEmpty();
      assertThat(world.whitelist.rules().exactScenes()).isNotEmpty();
    }
  }

  @Test
  void requestsWhileFilesChangeDifferByNoiseOnly() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Integer> changes =
          CompletableFuture.supplyAsync(() -> change(world.project, ended));
      ShadowFigures figures;
      try {
        figures =
            ask(
                world,
                SETTLING,
                new RecentChanges(world.project.root(), InstantSource.system()),
                // Until a change came between two looks at it, which is luck.
                sofar -> sofar.compared() >= REQUESTS_UNDER_CHANGE && sofar.noise() > 0);
      } finally {
        ended.set(true);
      }
      System.out.printf(
          "honest variants while files changed %d times: %s%n",
          changes.get(1, TimeUnit.MINUTES), figures);
      assertThat(figures.noise()).isPositive();
    }
  }

  private static int change(TestProject project, AtomicBoolean ended) {
    int count = 0;
    while (!ended.get()) {
      try {
        project.write("changing.tscn", TestProject.scene("C" + count, "Node"));
        project.write("levels/new" + count % 3 + ".tscn", TestProject.scene("N", "Node"));
        project.delete("levels/new" + count % 3 + ".tscn");
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      count++;
      LockSupport.parkNanos(CHANGE_PERIOD_NANOS);
    }
    return count;
  }
}
