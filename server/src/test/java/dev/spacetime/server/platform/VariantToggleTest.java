package dev.spacetime.server.platform;

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
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The switch under load: nothing is lost, failed or mixed, and the state is as it must be. */
class VariantToggleTest {
  private static final int CLIENTS = 8;
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final Duration LOAD_MAX = Duration.ofMinutes(5);
  private static final int SWITCHES_MIN = 1_000;
  private static final Duration SWITCH_PERIOD = Duration.ofMillis(5);

  private final AtomicLong answers = new AtomicLong();
  private final AtomicInteger switched = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();
  private final Map<String, AtomicLong> servedBy = new ConcurrentHashMap<>();

  @Test
  void switchingUnderLoadLosesNothing(@TempDir Path folder) throws Exception {
    TestProject project = TestProject.in(folder);
    int switches;
    long begin = System.nanoTime();
    double millis;
    try (TestPlatform platform =
        TestPlatform.start(folder.resolve("data"), project, TestPlatform.Options.of("original"))) {
      AtomicBoolean ended = new AtomicBoolean();
      Future<Integer> switching;
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
      try {
        switching = threads.submit(() -> toggle(platform, ended));
        List<Future<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(threads.submit(client(platform, i)));
        }
        for (Future<Void> client : clients) {
          client.get(2 * LOAD_MAX.toSeconds(), TimeUnit.SECONDS);
        }
        ended.set(true);
        switches = switching.get(1, TimeUnit.MINUTES);
        millis = (System.nanoTime() - begin) / 1e6;
      } finally {
        threads.shutdownNow();
      }
      assertStateIsWhole(platform);
    }
    System.out.printf(
        "toggling: %d answers, %d loads, %d switches, one every %.1f ms; none failed, lost or mixed;"
            + " served by %s%n",
        answers.get(), loads.get(), switches, millis / switches, servedBy);
    assertThat(switches).isGreaterThanOrEqualTo(SWITCHES_MIN);
    assertThat(servedBy.keySet()).containsExactlyInAnyOrder("original", "optimized");
  }

  // Without the socket, so that the load can't keep the switch from its pace.
  private int toggle(TestPlatform platform, AtomicBoolean ended) {
    ApiClient client = platform.inProcess();
    int switches = 0;
    long next = System.nanoTime();
    while (!ended.get()) {
      String name = switches % 2 == 0 ? "optimized" : "original";
      Reply reply = client.send(change(name).token(OPERATOR));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).startsWith("{\"active\":\"" + name + "\"");
      switches++;
      switched.set(switches);
      next += SWITCH_PERIOD.toNanos();
      LockSupport.parkNanos(next - System.nanoTime());
    }
    return switches;
  }

  private static Call change(String variant) {
    return Call.put("/admin/variant", "{\"active\":\"" + variant + "\",\"reason\":\"a test\"}");
  }

  private Callable<Void> client(TestPlatform platform, int number) {
    return () -> {
      ApiClient client = platform.socket();
      long begin = System.nanoTime();
      for (int i = number; goesOn(System.nanoTime() - begin); i++) {
        askOne(client, i);
        answers.incrementAndGet();
      }
      return null;
    };
  }

  // A switch is on the disk before it takes effect, and not every disk is as quick.
  private boolean goesOn(long nanos) {
    return nanos < LOAD.toNanos() || (switched.get() < SWITCHES_MIN && nanos < LOAD_MAX.toNanos());
  }

  private void askOne(ApiClient client, int i) {
    switch (i % 7) {
      case 0 -> {
        Reply reply = client.send(Call.get("/performance").token(OPERATOR));
        JsonNode figures = reply.json();
        String variant = figures.path("variant").stringValue("");
        servedBy.computeIfAbsent(variant, name -> new AtomicLong()).incrementAndGet();
        // Wholly one variant: the name and the figures come from the same one.
        boolean keeps = !figures.path("cache").path("regions").isEmpty();
        assertThat(keeps).isEqualTo(variant.equals("optimized"));
      }
      case 1 -> {
        String scene = i % 2 == 0 ? "res://main.tscn" : "res://levels/one.tscn";
        Call load = Call.post("/scene", "{\"scene_path\":\"" + scene + "\",\"wait\":true}");
        assertBody(client, load, "{\"status\":\"loaded\",\"scene\":\"" + scene + "\"");
        loads.incrementAndGet();
      }
      case 2 -> assertBody(client, Call.get("/scenes"), "{\"scenes\":[{\"name\":\"broken\"");
      case 3 ->
          assertBody(
              client,
              Call.put("/scene", "{\"scene_path\":\"res://main.tscn\"}"),
              "{\"valid\":true");
      case 4 -> assertBody(client, Call.get("/scene/history"), "{\"history\":[");
      case 5 -> assertBody(client, Call.get("/whitelist"), "{\"success\":true");
      default -> assertBody(client, Call.get("/scene"), "{\"scene_name\":");
    }
  }

  private static void assertBody(ApiClient client, Call call, String start) {
    Reply reply = client.send(call.token(OPERATOR));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.text()).startsWith(start).endsWith("}");
    assertThat(reply.json().isObject()).isTrue();
  }

  private void assertStateIsWhole(TestPlatform platform) throws Exception {
    ApiClient client = platform.socket();
    Reply last =
        client.send(
            Call.post("/scene", "{\"scene_path\":\"res://parts/part.tscn\",\"wait\":true}")
                .token(OPERATOR));
    assertThat(last.status()).isEqualTo(200);
    for (String variant : List.of("original", "optimized")) {
      client.send(change(variant).token(OPERATOR));
      assertThat(client.send(Call.get("/scene").token(OPERATOR)).text())
          .contains("res://parts/part.tscn");
      JsonNode history = client.send(Call.get("/scene/history").token(OPERATOR)).json();
      assertThat(history.path("count").intValue(-1)).isEqualTo(10);
      assertThat(history.path("history").path(0).path("scene_path").stringValue(""))
          .isEqualTo("res://parts/part.tscn");
    }
  }
}
