package dev.spacetime.server.http;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Header;
import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.SignedTokenMaker;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests take the fast lane, and that nobody can tell from the answer. */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class FastLaneTest {
  private static final List<String> HELD =
      List.of("/scene", "/scenes", "/scene/history", "/whitelist");

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void makeProject() throws Exception {
    project = TestProject.in(folder);
  }

  private TestPlatform start(String name, Options options) throws Exception {
    return TestPlatform.start(folder.resolve(name), project, options);
  }

  private static long fastLane(ApiClient client) {
    Reply figures = client.send(Call.get("/performance").token(OPERATOR));
    return figures.json().at("/engine/fast_lane").longValue(-1);
  }

  private static Map<String, String> fields(Reply reply) {
    Map<String, String> fields = new TreeMap<>();
    for (Header field : reply.headers().fields()) {
      fields.merge(field.name().toLowerCase(Locale.ROOT), field.value(), (a, b) -> a + ", " + b);
    }
    fields.remove("date");
    return fields;
  }

  @Test
  void heldAnswersTakeItAndAreTheSame() throws Exception {
    try (TestPlatform on = start("on", Options.of("optimized").withLimits());
        TestPlatform off = start("off", Options.of("optimized").withLimits().withoutFastLane());
        ApiClient fast = on.socket();
        ApiClient slow = off.socket()) {
      for (String path : HELD) {
        for (int time = 0; time < 3; time++) {
          Call call = Call.get(path).token(READER).header("X-Request-Id", "named-" + time);
          Reply one = fast.send(call);
          Reply other = slow.send(call);
          assertThat(one.status()).as(path).isEqualTo(200);
          assertThat(one.text()).isEqualTo(other.text());
          assertThat(fields(one)).isEqualTo(fields(other));
        }
      }
      // The first request of all made the index of tokens, the first listing had to be made.
      assertThat(fastLane(fast)).isEqualTo(3 * HELD.size() - 2);
      assertThat(fastLane(slow)).isZero();
      assertThat(counted(fast)).isEqualTo(counted(slow));
    }
  }

  @Test
  void aBodyBeyondAnyBufferIsFramedTheSame() throws Exception {
    for (int scene = 0; scene < 1_000; scene++) {
      project.write("many/scene" + scene + ".tscn", TestProject.scene("Scene", "Node"));
    }
    try (TestPlatform platform = start("data", Options.of("optimized"));
        ApiClient client = platform.socket()) {
      Call call = Call.get("/scenes").token(READER).header("X-Request-Id", "named");
      client.send(call);
      Reply slow = client.send(call.header("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"));
      assertThat(fastLane(client)).isZero();
      Reply fast = client.send(call);
      assertThat(fastLane(client)).isEqualTo(1);
      assertThat(slow.body()).hasSizeGreaterThan(1 << 16).isEqualTo(fast.body());
      assertThat(fields(slow))
          .isEqualTo(fields(fast))
          .containsEntry("content-length", Integer.toString(slow.body().length))
          .doesNotContainKey("transfer-encoding");
    }
  }

  /** What was counted of requests, checks and cache hits. */
  private static List<String> counted(ApiClient client) {
    var figures = client.send(Call.get("/performance").token(OPERATOR)).json();
    return List.of(
        figures.at("/security/auth").toString(),
        figures.at("/cache/regions/responses/hits").toString(),
        figures.at("/cache/regions/responses/misses").toString(),
        figures.at("/engine/requests").toString().replaceAll("_ms\":[0-9.E-]+", "_ms\":N"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/live",
        "GET /scenes?limit=x",
        "GET /scenes?dir=res://nowhere",
        "GET /nowhere",
        "HEAD /scene",
        "PUT /scene",
        "GET /performance"
      })
  void allElseTakesTheLongWay(String line) throws Exception {
    String[] parts = line.split(" ", 2);
    try (TestPlatform platform = start("data", Options.of("optimized"));
        ApiClient client = platform.socket()) {
      Reply reply = client.send(Call.of(parts[0], parts[1]).token(READER));
      assertThat(reply.status()).isPositive();
      assertThat(fastLane(client)).isZero();
    }
  }

  @Test
  void whoIsRefusedTakesTheLongWay() throws Exception {
    try (TestPlatform platform = start("data", Options.of("optimized").withLimits());
        ApiClient client = platform.socket()) {
      assertThat(client.send(Call.get("/scene")).status()).isEqualTo(401);
      assertThat(client.send(Call.get("/scene").token("wrong-token-wrong")).status())
          .isEqualTo(401);
      Call foreign = Call.get("/scene").token(READER).header("Origin", "http://evil.example");
      assertThat(client.send(foreign).status()).isEqualTo(403);
      assertThat(fastLane(client)).isZero();
      for (int left = 30; left > 0; left--) {
        assertThat(client.send(Call.get("/scene").token(READER)).status()).isEqualTo(200);
      }
      Reply tooMany = client.send(Call.get("/scene").token(READER));
      assertThat(tooMany.status()).isEqualTo(429);
      assertThat(tooMany.header("Retry-After")).isEqualTo("2");
      assertThat(fastLane(client)).isEqualTo(30);
    }
  }

  @Test
  void signedTokensTakeItFromTheSecondTime() throws Exception {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    try (TestPlatform platform =
            start("data", Options.of("optimized").withSignedTokens(maker.rules()));
        ApiClient client = platform.socket()) {
      Call call = Call.get("/scene").token(maker.valid("someone", "reader"));
      for (int time = 0; time < 3; time++) {
        assertThat(client.send(call).status()).isEqualTo(200);
      }
      assertThat(fastLane(client)).isEqualTo(2);
    }
  }

  @Test
  void theOriginalHasNothingReady() throws Exception {
    try (TestPlatform platform = start("data", Options.of("original"));
        ApiClient client = platform.socket()) {
      for (String path : HELD) {
        assertThat(client.send(Call.get(path).token(READER)).status()).isEqualTo(200);
      }
      assertThat(fastLane(client)).isZero();
    }
  }
}
