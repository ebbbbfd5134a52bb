package dev.spacetime.server.shadow;

import static dev.spacetime.server.shadow.ShadowWorld.OPERATOR;
import static dev.spacetime.server.shadow.ShadowWorld.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.comparison.Difference;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.rollout.Side;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shadow finds, and what it does not take for a fault. */
class ShadowTest {
  private static final Call CURRENT = Call.get("/scene").token(READER);
  private static final Call ADD =
      Call.post("/whitelist", "{\"action\":\"add_scene\",\"scene_path\":\"res://new.tscn\"}")
          .token(OPERATOR);

  private static final ShadowWorld.Fault WRONG =
      (endpoint, request, honest, context) ->
          changed(honest.handle(endpoint, request), "no_scene", "none");

  @TempDir Path folder;
  private ShadowWorld world;

  @BeforeEach
  void begin() throws Exception {
    world = new ShadowWorld(folder);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static ApiResponse changed(ApiResponse answer, String from, String to) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    return answer.withBody(
        ApiResponse.JSON, body.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private void serveOriginal(Shadow shadow) throws Exception {
    world.serve(shadow, world.serving("original"), Side.STABLE, CURRENT);
  }

  @Test
  void wrongFieldIsFoundWithItsPlace() throws Exception {
    world.plant("wrong", WRONG);
    try (Shadow shadow = world.shadow()) {
      shadow.compare("original", "wrong", 100);
      serveOriginal(shadow);
      assertThat(world.nextIsMismatch()).isTrue();
      Mismatch found = shadow.mismatches(10, Long.MAX_VALUE).mismatches().get(0);
      assertThat(found.number()).isEqualTo(1);
      assertThat(found.differences())
          .containsExactly(
              new Difference(Difference.Part.BODY, "/status", "\"no_scene\"", "\"none\""));
      assertThat(found.stateDifferences()).isEmpty();
      assertThat(found.candidateAnswer().body()).contains("\"status\":\"none\"");
      assertThat(shadow.figures().mismatches()).isEqualTo(1);
      assertThat(shadow.figures().stable().p50Nanos()).isPositive();
      assertThat(shadow.figures().candidate().allocatedBytes()).isPositive();
    }
  }

  @Test
  void equalVariantsDoNotDiffer() throws Exception {
    try (Shadow shadow = world.shadow()) {
      shadow.compare("original", "optimized", 100);
      RouterVariant serving = world.serving("original");
      for (Call call :
          List.of(CURRENT, ADD, Call.get("/scenes"), Call.get("/scenes").token(READER))) {
        world.serve(shadow, serving, Side.STABLE, call);
        assertThat(world.nextIsMismatch()).as(call.toString()).isFalse();
      }
    }
  }

  @Test
  void wrongFieldInOneOfAThousandAnswersIsFound() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    world.plant(
        "sporadic",
        (endpoint, request, honest, context) -> {
          ApiResponse answer = honest.handle(endpoint, request);
          return asked.incrementAndGet() == 1_000 ? changed(answer, "no_scene", "none") : answer;
        });
    try (Shadow shadow = world.shadow()) {
      shadow.compare("original", "sporadic", 100);
      RouterVariant serving = world.serving("original");
      int mismatches = 0;
      for (int i = 0; i < 1_000; i++) {
        world.serve(shadow, serving, Side.STABLE, CURRENT);
        mismatches += world.nextIsMismatch() ? 1 : 0;
      }
      assertThat(mismatches).isEqualTo(1);
    }
  }

  @Test
  void wrongStateBehindEqualAnswersIsFound() throws Exception {
    world.plant(
        "forgetful",
        (endpoint, request, honest, context) -> {
          ApiResponse answer = honest.handle(endpoint, request);
          if (endpoint == Endpoint.SCENE_LOAD) {
            var unused =
                context
                    .session()
                    .load(new ResourcePath("res://levels/one.tscn"), scene -> report());
          }
          return answer;
        });
    try (Shadow shadow = world.shadow()) {
      shadow.compare("original", "forgetful", 100);
      world.serve(
          shadow,
          world.serving("original"),
          Side.STABLE,
          Call.post("/scene", "{\"scene_path\":\"res://main.tscn\"}").token(OPERATOR));
      assertThat(world.nextIsMismatch()).isTrue();
      Mismatch found = shadow.mismatches(10, Long.MAX_VALUE).mismatches().get(0);
      assertThat(found.differences()).isEmpty();
      assertThat(found.stateDifferences()).isNotEmpty();
    }
  }

  private static SceneReport report() {
    throw new IllegalStateException("planted");
  }

  @Test
  void fieldThatTheStableSideHasDifferentFromItselfIsNoise() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ShadowWorld.Fault flaky =
        (endpoint, request, honest, context) ->
            changed(honest.handle(endpoint, request), "no_scene", "n" + asked.incrementAndGet());
    world.plant("flaky", flaky);
    world.plant("other", flaky);
    try (Shadow shadow = world.shadow()) {
      shadow.compare("flaky", "other", 100);
      RouterVariant serving = world.serving("flaky");
      for (int i = 0; i < 50; i++) {
        world.serve(shadow, serving, Side.STABLE, CURRENT);
        assertThat(world.nextIsMismatch()).isFalse();
      }
      assertThat(shadow.figures().noise()).isEqualTo(50);
    }
  }

  @Test
  void wrongFieldBesideANoisyOneIsFound() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    world.plant(
        "flaky",
        (endpoint, request, honest, context) ->
            changed(honest.handle(endpoint, request), "no_scene", "n" + asked.incrementAndGet()));
    world.plant(
        "wrong",
        (endpoint, request, honest, context) ->
            changed(
                changed(honest.handle(endpoint, request), "no_scene", "n"),
                "\"scene_name\":null",
                "\"scene_name\":\"x\""));
    try (Shadow shadow = world.shadow()) {
      shadow.compare("flaky", "wrong", 100);
      world.serve(shadow, world.serving("flaky"), Side.STABLE, CURRENT);
      assertThat(world.nextIsMismatch()).isTrue();
      assertThat(newest(shadow).differences())
          .extracting(Difference::where)
          .containsExactly("/scene_name");
    }
  }

  @Test
  void differenceWhileFilesChangeIsAskedAgainAndGoes() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    world.plant(
        "late",
        (endpoint, request, honest, context) -> {
          ApiResponse answer = honest.handle(endpoint, request);
          return asked.incrementAndGet() == 1 ? changed(answer, "no_scene", "none") : answer;
        });
    try (Shadow shadow = world.shadow(ShadowWorld.QUICK, () -> false, age -> true)) {
      shadow.compare("original", "late", 100);
      serveOriginal(shadow);
      assertThat(world.nextIsMismatch()).isFalse();
      assertThat(shadow.figures().noise()).isEqualTo(1);
    }
  }

  @Test
  void differenceThatStaysWhileFilesChangeIsFound() throws Exception {
    world.plant("wrong", WRONG);
    try (Shadow shadow = world.shadow(ShadowWorld.QUICK, () -> false, age -> true)) {
      shadow.compare("original", "wrong", 100);
      serveOriginal(shadow);
      assertThat(world.nextIsMismatch()).isTrue();
    }
  }

  @Test
  void faultOfTheServedAnswerAloneIsFound() throws Exception {
    try (Shadow shadow = world.shadow()) {
      shadow.compare("original", "optimized", 100);
      RouterVariant serving = world.serving("optimized");
      world.serve(
          shadow, serving, Side.CANDIDATE, CURRENT, answer -> changed(answer, "no_scene", "none"));
      assertThat(world.nextIsMismatch()).isTrue();
      assertThat(newest(shadow).candidateAnswer().body()).contains("none");
      // What was served at a state that then changed tells nothing.
      world.serve(
          shadow,
          serving,
          Side.CANDIDATE,
          CURRENT,
          answer -> {
            world.whitelist.addScene("res://meanwhile.tscn");
            return changed(answer, "no_scene", "none");
          });
      assertThat(world.nextIsMismatch()).isFalse();
    }
  }

  @Test
  void candidateThatThrowsDiffers() throws Exception {
    world.plant(
        "throwing",
        (endpoint, request, honest, context) -> {
          throw new StackOverflowError("planted");
        });
    try (Shadow shadow = world.shadow()) {
      shadow.compare("original", "throwing", 100);
      serveOriginal(shadow);
      assertThat(world.nextIsMismatch()).isTrue();
      assertThat(newest(shadow).candidateAnswer().status()).isEqualTo(500);
    }
  }

  @Test
  void candidateThatHangsIsGivenUpAndTheOthersGoOn() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean(true);
    world.plant(
        "hanging",
        (endpoint, request, honest, context) -> {
          if (hangs.getAndSet(false)) {
            awaitStubbornly(ended);
          }
          return honest.handle(endpoint, request);
        });
    ShadowSettings impatient =
        new ShadowSettings(256, 200, 1 << 16, Duration.ofSeconds(5), Duration.ZERO, 1, 16);
    try (Shadow shadow = world.shadow(impatient, () -> false, age -> false)) {
      shadow.compare("original", "hanging", 100);
      RouterVariant serving = world.serving("original");
      world.serve(shadow, serving, Side.STABLE, CURRENT);
      assertThat(world.nextIsMismatch()).isTrue();
      assertThat(newest(shadow).candidateAnswer().body()).contains("no answer in 5000 ms");
      world.serve(shadow, serving, Side.STABLE, CURRENT);
      assertThat(world.nextIsMismatch()).isFalse();
    } finally {
      ended.countDown();
    }
  }

  @Test
  void tooManyHangingThreadsEndTheComparisonUntilTheyEnd() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    RunThread thread = new RunThread();
    for (int i = 0; i < RunThread.GIVEN_UP_MAX; i++) {
      assertThat(thread.isStuck()).isFalse();
      assertThat(thread.call(() -> awaitStubbornly(ended), Duration.ofMillis(1))).isEmpty();
    }
    assertThat(thread.isStuck()).isTrue();
    ended.countDown();
    while (thread.isStuck()) {
      Thread.onSpinWait();
    }
    assertThat(thread.call(() -> "alive", Duration.ofMinutes(1))).contains("alive");
    thread.close();
  }

  // What ignores every interruption.
  private static String awaitStubbornly(CountDownLatch end) {
    boolean over = false;
    while (!over) {
      try {
        over = end.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException ignored) {
        over = false;
      }
    }
    return "over";
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    world.plant(
        "slow",
        (endpoint, request, honest, context) -> {
          running.countDown();
          awaitStubbornly(open);
          return honest.handle(endpoint, request);
        });
    ShadowSettings narrow =
        new ShadowSettings(2, 200, 1 << 16, Duration.ofMinutes(1), Duration.ZERO, 1, 1_000);
    try (Shadow shadow = world.shadow(narrow, () -> false, age -> false)) {
      shadow.compare("original", "slow", 100);
      RouterVariant serving = world.serving("original");
      world.serve(shadow, serving, Side.STABLE, CURRENT);
      assertThat(running.await(1, TimeUnit.MINUTES)).isTrue();
      for (int i = 0; i < 5; i++) {
        world.serve(shadow, serving, Side.STABLE, CURRENT);
      }
      assertThat(shadow.figures().dropped()).isEqualTo(3);
      open.countDown();
      for (int i = 0; i < 3; i++) {
        assertThat(world.nextIsMismatch()).isFalse();
      }
      assertThat(shadow.figures().compared()).isEqualTo(3);
    } finally {
      open.countDown();
    }
  }

  @Test
  void longBodiesAndBusyTimesAreDroppedAndCounted() throws Exception {
    AtomicBoolean busy = new AtomicBoolean();
    try (Shadow shadow = world.shadow(ShadowWorld.QUICK, busy::get, age -> false)) {
      shadow.compare("original", "optimized", 100);
      RouterVariant serving = world.serving("original");
      String longPath = "x".repeat(1 << 16);
      world.serve(
          shadow,
          serving,
          Side.STABLE,
          Call.put("/scene", "{\"scene_path\":\"" + longPath + "\"}").token(READER));
      assertThat(shadow.figures().dropped()).isEqualTo(1);
      busy.set(true);
      world.serve(shadow, serving, Side.STABLE, CURRENT);
      assertThat(shadow.figures().dropped()).isEqualTo(2);
      busy.set(false);
      world.serve(shadow, serving, Side.STABLE, CURRENT);
      assertThat(world.nextIsMismatch()).isFalse();
      assertThat(shadow.figures().compared()).isEqualTo(1);
    }
  }

  @Test
  void onlyWhatVariantsAnswerAndOnlyTheSampleIsWanted() throws Exception {
    try (Shadow shadow = world.shadow()) {
      assertThat(shadow.wants(Endpoint.SCENE_CURRENT)).isFalse();
      shadow.compare("original", "optimized", 100);
      for (Endpoint endpoint : Endpoint.values()) {
        boolean own =
            endpoint.path().startsWith("/scene") || endpoint.path().startsWith("/whitelist");
        assertThat(shadow.wants(endpoint)).as(endpoint.name()).isEqualTo(own);
      }
      shadow.compare("original", "optimized", 0);
      assertThat(shadow.wants(Endpoint.SCENE_CURRENT)).isFalse();
      shadow.compare("original", "optimized", 10);
      int wanted = 0;
      for (int i = 0; i < 100_000; i++) {
        wanted += shadow.wants(Endpoint.SCENE_CURRENT) ? 1 : 0;
      }
      // Ten standard deviations of a binomial distribution.
      assertThat(wanted).isBetween(9_050, 10_950);
      shadow.stop();
      assertThat(shadow.wants(Endpoint.SCENE_CURRENT)).isFalse();
    }
  }

  @Test
  void figuresAndFindsOutliveTheComparison() throws Exception {
    world.plant("wrong", WRONG);
    try (Shadow shadow = world.shadow()) {
      shadow.compare("original", "wrong", 100);
      RouterVariant serving = world.serving("original");
      world.serve(shadow, serving, Side.STABLE, CURRENT);
      assertThat(world.nextIsMismatch()).isTrue();
      shadow.compare("original", "wrong", 50);
      assertThat(shadow.figures().mismatches()).isEqualTo(1);
      shadow.stop();
      assertThat(shadow.figures().mismatches()).isEqualTo(1);
      shadow.compare("original", "optimized", 100);
      assertThat(shadow.figures().mismatches()).isZero();
      assertThat(shadow.mismatches(10, Long.MAX_VALUE).total()).isEqualTo(1);
      assertThat(shadow.replay(1, "Bearer " + READER).differences()).hasSize(1);
    }
  }

  @Test
  void mismatchesAreBoundedAndPaged() throws Exception {
    world.plant("wrong", WRONG);
    ShadowSettings few =
        new ShadowSettings(256, 3, 1 << 16, Duration.ofSeconds(20), Duration.ZERO, 1, 16);
    try (Shadow shadow = world.shadow(few, () -> false, age -> false)) {
      shadow.compare("original", "wrong", 100);
      RouterVariant serving = world.serving("original");
      for (int i = 0; i < 5; i++) {
        world.serve(shadow, serving, Side.STABLE, CURRENT);
        assertThat(world.nextIsMismatch()).isTrue();
      }
      assertThat(numbers(shadow.mismatches(10, Long.MAX_VALUE))).containsExactly(5L, 4L, 3L);
      assertThat(numbers(shadow.mismatches(1, 5))).containsExactly(4L);
      assertThat(shadow.mismatches(1, 5).total()).isEqualTo(3);
    }
  }

  private static List<Long> numbers(MismatchPage page) {
    return page.mismatches().stream().map(Mismatch::number).toList();
  }

  private static Mismatch newest(Shadow shadow) {
    return shadow.mismatches(1, Long.MAX_VALUE).mismatches().get(0);
  }
}
