package dev.spacetime.server.rollout;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Mixed load while the mode changes at random: nothing fails, nothing is mixed, and the state is
 * what one variant alone would have left.
 */
class RandomModesTest {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("spacetime.modes.seconds", 15));
  private static final Duration CHANGE_PERIOD =
      Duration.ofMillis(Integer.getInteger("spacetime.modes.change.millis", 200));
  private static final List<String> ALL =
      List.of("fixed", "shadow", "canary", "rollback", "promote");
  private static final Duration OVERTIME_MAX = Duration.ofMinutes(1);
  private static final int READERS = 4;
  private static final int CLIENTS = 50;
  private static final List<String> SCENES =
      List.of("res://main.tscn", "res://levels/one.tscn", "res://parts/part.tscn");

  private static final String STABLE_ALREADY =
      "{\"error\":\"Bad Request\",\"message\":" + "\"Member candidate: %s is the stable variant\"}";

  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong answers = new AtomicLong();
  private final Map<String, Integer> modes = new TreeMap<>();

  @Test
  void nothingFailsAndTheStateIsWhole(@TempDir Path folder) throws Exception {
    TestProject project = TestProject.in(folder);
    TestPlatform.Options options =
        TestPlatform.Options.of("original").withClients(CLIENTS).inRealTime();
    List<Call> writes;
    List<String> left;
    try (TestPlatform platform = TestPlatform.start(folder.resolve("data"), project, options)) {
      writes = loadWhileModesChange(platform);
      left = state(platform.inProcess());
      assertNothingDiffered(platform.inProcess());
    }
    try (TestPlatform alone = TestPlatform.start(folder.resolve("alone"), project, options)) {
      writes.forEach(write -> assertRight(alone.inProcess().send(write)));
      assertThat(left).isEqualTo(state(alone.inProcess()));
    }
    System.out.printf(
        "random modes: %d answers, %d writes, %s in %d s; none failed or mixed, state as of one"
            + " variant alone%n",
        answers.get(), writes.size(), modes, TIME.toSeconds());
    assertThat(writes).hasSizeGreaterThan(20);
  }

  private List<Call> loadWhileModesChange(TestPlatform platform) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(reader(platform.socket(), i)));
      }
      Future<List<Call>> writer = threads.submit(() -> write(platform.socket()));
      changeModes(platform.inProcess());
      ended.set(true);
      for (Future<?> reader : readers) {
        reader.get(30, TimeUnit.SECONDS);
      }
      return writer.get(30, TimeUnit.SECONDS);
    } finally {
      ended.set(true);
      threads.shutdownNow();
    }
  }

  private void changeModes(ApiClient client) {
    Random random = new Random(1);
    long end = System.nanoTime() + TIME.toNanos();
    // What is drawn depends on how long each canary lives: on, until each was drawn.
    long next = System.nanoTime();
    for (; next < end || !modes.keySet().containsAll(ALL); next += CHANGE_PERIOD.toNanos()) {
      assertThat(next - end).as("time beyond").isLessThan(OVERTIME_MAX.toNanos());
      LockSupport.parkNanos(next - System.nanoTime());
      JsonNode now = client.send(Call.get("/admin/rollout").token(OPERATOR)).json();
      Reply reply = client.send(change(random, now).token(OPERATOR));
      // The guard may have been first: then there is nothing to be done any more.
      assertThat(reply.status() == 400 ? reply.text() : "")
          .isIn("", STABLE_ALREADY.formatted("original"), STABLE_ALREADY.formatted("optimized"));
      assertThat(reply.status()).as(reply.text()).isIn(200, 400, 409);
      modes.merge(name, reply.status() == 200 ? 1 : 0, Integer::sum);
    }
  }

  private String name = "";

  private Call change(Random random, JsonNode now) {
    String stable = now.path("stable").stringValue("");
    String other = stable.equals("original") ? "optimized" : "original";
    boolean canary = now.path("mode").stringValue("").equals("canary");
    name =
        canary && random.nextInt(3) == 0
            ? List.of("pause", "resume", "promote", "rollback").get(random.nextInt(4))
            : List.of("fixed", "shadow", "canary").get(random.nextInt(3));
    return switch (name) {
      case "fixed" -> rollout("\"mode\":\"fixed\",\"variant\":\"" + other + "\"");
      case "shadow" ->
          rollout("\"mode\":\"shadow\",\"candidate\":\"" + other + "\",\"shadow_percent\":20");
      case "canary" ->
          rollout(
              "\"mode\":\"canary\",\"candidate\":\""
                  + other
                  + "\",\"steps\":[30,60,100],\"hold_seconds\":0,\"shadow_percent\":10");
      default -> Call.post("/admin/rollout/" + name, "{\"reason\":\"a test\"}");
    };
  }

  private static Call rollout(String members) {
    return Call.put("/admin/rollout", "{" + members + ",\"reason\":\"a test\"}");
  }

  private List<Call> write(ApiClient client) {
    List<Call> writes = new ArrayList<>();
    for (int i = 0; !ended.get(); i++) {
      Call write =
          i % 10 == 9
              ? Call.post(
                  "/whitelist",
                  "{\"action\":\"add_scene\",\"scene_path\":\"res://new/" + i + ".tscn\"}")
              : Call.post("/scene", "{\"scene_path\":\"" + SCENES.get(i % 3) + "\",\"wait\":true}");
      write = write.token(OPERATOR);
      assertRight(client.send(write));
      writes.add(write);
      answers.incrementAndGet();
    }
    return writes;
  }

  private Callable<Void> reader(ApiClient client, int first) {
    return () -> {
      for (int i = first; !ended.get(); i += READERS) {
        read(client, i);
        answers.incrementAndGet();
      }
      return null;
    };
  }

  private static void read(ApiClient client, int i) {
    Call call =
        switch (i % 6) {
          case 0 -> Call.get("/performance");
          case 1 -> Call.get("/scenes");
          case 2 -> Call.put("/scene", "{\"scene_path\":\"res://main.tscn\"}");
          case 3 -> Call.get("/scene/history");
          case 4 -> Call.get("/whitelist");
          default -> Call.get("/scene");
        };
    Reply reply = client.send(call.token(TestPlatform.client(i % CLIENTS)));
    assertRight(reply);
    if (i % 6 == 0) {
      // Wholly one variant: the name and the figures come from the same one.
      JsonNode figures = reply.json();
      boolean keeps = !figures.path("cache").path("regions").isEmpty();
      assertThat(keeps).isEqualTo(figures.path("variant").stringValue("").equals("optimized"));
    }
  }

  private static void assertRight(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().isObject()).isTrue();
  }

  private static void assertNothingDiffered(ApiClient client) {
    Reply mismatches = client.send(Call.get("/admin/mismatches").token(OPERATOR));
    assertThat(mismatches.json().path("total").intValue(-1)).as(mismatches.text()).isZero();
  }

  // Without what no two runs have alike.
  private static List<String> state(ApiClient client) {
    List<String> state = new ArrayList<>();
    for (String path : List.of("/scene", "/scene/history", "/whitelist")) {
      state.add(
          client
              .send(Call.get(path).token(OPERATOR))
              .text()
              .replaceAll("\"loaded_at\":\"[^\"]*\"|\"load_duration_ms\":\\d+", ""));
    }
    return state;
  }
}
