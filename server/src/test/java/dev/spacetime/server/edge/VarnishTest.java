package dev.spacetime.server.edge;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.SocketClient;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.platform.PublicAnswers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers stored by a real edge, purged when a scene changes, and fetched again. */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class VarnishTest {
  /** So long that nothing ends by its time. */
  private static final PublicAnswers FOR_A_DAY = new PublicAnswers(true, 60, 86_400, 0, 0);

  private static final Duration PURGED_MAX = Duration.ofMinutes(1);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void answersAreStoredAndPurgedByTheirScenes(String variant) throws Exception {
    requireVarnish();
    TestProject project = TestProject.in(folder);
    int port = Varnish.freePort();
    Options options =
        Options.of(variant)
            .withPublicAnswers(FOR_A_DAY)
            .withPurgeUrl(URI.create("http://127.0.0.1:" + port + "/"));
    try (TestPlatform platform = TestPlatform.start(folder.resolve("data"), project, options);
        ApiClient server = platform.socket();
        Varnish varnish = Varnish.start(folder, port, platform.listening().port());
        ApiClient edge = new SocketClient(varnish.address())) {
      awaitFirstPurges(server);
      Call levels = Call.get("/scenes?dir=res://levels").token(READER);
      Call parts = Call.get("/scenes?dir=res://parts").token(READER);
      Reply stored = edge.send(levels);
      Reply other = edge.send(parts);
      assertThat(stored.status()).as(stored.text()).isEqualTo(200);
      assertThat(stored.header("Cache-Status")).isEqualTo("varnish; fwd=miss");
      assertThat(stored.headers().first("Surrogate-Key")).isEmpty();
      long asked = listings(server);
      for (int time = 0; time < 3; time++) {
        Reply hit = edge.send(levels);
        assertThat(hit.header("Cache-Status")).isEqualTo("varnish; hit");
        assertThat(hit.text()).isEqualTo(stored.text());
      }
      Call held = levels.header("If-None-Match", stored.header("ETag"));
      assertThat(edge.send(held).status()).isEqualTo(304);
      assertThat(listings(server)).isEqualTo(asked);

      project.write("levels/two.tscn", TestProject.scene("Two", "Node"));
      Reply fresh = awaitChange(edge, levels, stored);
      assertThat(fresh.text()).contains("res://levels/two.tscn");
      assertThat(fresh.header("Cache-Status")).isEqualTo("varnish; fwd=miss");
      assertThat(edge.send(levels).header("Cache-Status")).isEqualTo("varnish; hit");
      // What does not show the scene stays.
      Reply untouched = edge.send(parts);
      assertThat(untouched.header("Cache-Status")).isEqualTo("varnish; hit");
      assertThat(untouched.text()).isEqualTo(other.text());

      Reply noScene = edge.send(Call.get("/scene").token(READER));
      edge.send(
          Call.post("/scene", "{\"scene_path\":\"res://main.tscn\",\"wait\":true}")
              .token(OPERATOR));
      assertThat(awaitChange(edge, Call.get("/scene").token(READER), noScene).text())
          .contains("res://main.tscn");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void nothingIsStoredUnlessItIsPublic(String variant) throws Exception {
    requireVarnish();
    TestProject project = TestProject.in(folder);
    try (TestPlatform platform =
            TestPlatform.start(folder.resolve("data"), project, Options.of(variant));
        ApiClient server = platform.socket();
        Varnish varnish = Varnish.start(folder, Varnish.freePort(), platform.listening().port());
        ApiClient edge = new SocketClient(varnish.address())) {
      for (int time = 0; time < 2; time++) {
        Reply reply = edge.send(Call.get("/scenes").token(READER));
        assertThat(reply.header("Cache-Status")).isEqualTo("varnish; fwd=miss");
        assertThat(listings(server)).isEqualTo(time + 1);
      }
      assertThat(edge.send(Call.get("/scenes")).status()).isEqualTo(401);
    }
  }

  private static void requireVarnish() {
    boolean installed = Files.isExecutable(Varnish.PROGRAM);
    if (System.getenv("CI") != null) {
      assertThat(installed).as("Debian's package varnish must be installed").isTrue();
    }
    assumeThat(installed).as("Debian's package varnish is not installed").isTrue();
  }

  private static long listings(ApiClient server) {
    Reply figures = server.send(Call.get("/performance").token(OPERATOR));
    long count = 0;
    for (var line : figures.json().at("/engine/requests")) {
      if (line.path("endpoint").stringValue("").equals("scenes")) {
        count += line.path("count").longValue(0);
      }
    }
    return count;
  }

  // The server's first purge, of everything, may find Varnish not yet there; and it comes twice.
  private static void awaitFirstPurges(ApiClient server) {
    Instant end = Instant.now().plus(PURGED_MAX);
    while (true) {
      Reply figures = server.send(Call.get("/performance").token(OPERATOR));
      if (figures.json().at("/engine/purges/sent").longValue(0) > 1) {
        return;
      }
      assertThat(Instant.now()).as("the first purges come before").isBefore(end);
      Thread.onSpinWait();
    }
  }

  private static Reply awaitChange(ApiClient edge, Call call, Reply before) {
    Instant end = Instant.now().plus(PURGED_MAX);
    while (true) {
      Reply now = edge.send(call);
      if (!now.text().equals(before.text())) {
        return now;
      }
      assertThat(Instant.now()).as("the change is seen before").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
