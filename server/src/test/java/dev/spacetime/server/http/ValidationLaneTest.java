package dev.spacetime.server.http;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Validations on the fast lane: which take it, and that nobody can tell from the answer. */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class ValidationLaneTest {
  private static final Duration GIVEN_UP = Duration.ofMinutes(1);
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String READS = "Authorization: Bearer " + READER + "\r\n";
  private static final String ONE = "{\"scene_path\":\"res://levels/one.tscn\"}";

  @TempDir Path folder;
  private TestProject project;
  private TestPlatform on;
  private TestPlatform off;
  private RawConnection fast;
  private RawConnection slow;

  @BeforeEach
  void start() throws Exception {
    project = TestProject.in(folder);
    on = start("on", Options.of("optimized").withLimits());
    off = start("off", Options.of("optimized").withLimits().withoutFastLane());
    fast = new RawConnection(on.listening().port());
    slow = new RawConnection(off.listening().port());
  }

  @AfterEach
  void stop() throws Exception {
    fast.close();
    slow.close();
    on.close();
    off.close();
  }

  @Test
  void aVerdictTakesItFromTheSecondTimeAndIsTheSame() throws Exception {
    for (int time = 0; time < 4; time++) {
      assertThat(both(put(READS + JSON, ONE)))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"valid\":true");
    }
    assertThat(List.of(lane(on), lane(off))).containsExactly(3L, 0L);
    assertThat(counted(on)).isEqualTo(counted(off));
  }

  @Test
  void whatIsRefusedTakesTheLongWayAndIsCountedOnce() throws Exception {
    both(put(READS + JSON, ONE));
    List<String> refused =
        List.of(
            put(JSON, ONE),
            put("Authorization: Bearer wrong-token-wrong\r\n" + JSON, ONE),
            put(READS + JSON + "Origin: http://evil.example\r\n", ONE),
            put(READS, ONE),
            put(READS + JSON, "{\"scene_path\":"),
            put(READS + JSON, "{\"scene_path\":7}"),
            put(READS + JSON, "{\"scene_path\":\"res://levels/one.tscn\",\"scene_path\":\"\"}"),
            put(READS + JSON, "{\"scene_path\":\"res://addons/tool/tool.tscn\"}"),
            put(READS + JSON + "Content-Encoding: gzip\r\n", ONE));
    for (String request : refused) {
      assertThat(both(request)).as(request).startsWith("HTTP/1.1 4");
    }
    assertThat(lane(on)).isZero();
    for (int left = 30 - 1 - (refused.size() - 3); left > 0; left--) {
      assertThat(both(put(READS + JSON, ONE))).startsWith("HTTP/1.1 200 ");
    }
    assertThat(both(put(READS + JSON, ONE))).startsWith("HTTP/1.1 429 ");
    assertThat(performance(on).at("/security/whitelist"))
        .isEqualTo(performance(off).at("/security/whitelist"));
    assertThat(performance(on).at("/engine/requests/0/statuses"))
        .isEqualTo(performance(off).at("/engine/requests/0/statuses"));
  }

  @Test
  void theRulesAreThoseOfTheMoment() throws Exception {
    Path rules = folder.resolve("rules.json");
    Files.writeString(
        rules,
        """
        {"environments":{
          "open":{"scenes":["res://levels/one.tscn"]},
          "closed":{"scenes":["res://main.tscn"]}}}
        """);
    String request = put(READS + JSON, ONE);
    try (TestPlatform platform = start("ruled", Options.of("optimized").withWhitelist(rules));
        RawConnection connection = new RawConnection(platform.listening().port())) {
      assertThat(sent(connection, request)).startsWith("HTTP/1.1 200 ");
      assertThat(sent(connection, request)).startsWith("HTTP/1.1 200 ");
      assertThat(lane(platform)).isEqualTo(1);
      Call close =
          Call.post("/whitelist", "{\"action\":\"set_environment\",\"environment\":\"closed\"}");
      assertThat(platform.inProcess().send(close.token(OPERATOR)).status()).isEqualTo(200);
      assertThat(sent(connection, request)).startsWith("HTTP/1.1 403 ");
      assertThat(lane(platform)).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatComesInPartsTakesTheLongWayWhole() throws Exception {
    String request = put(READS + JSON, ONE);
    try (TestPlatform platform = unlimited();
        RawConnection connection = new RawConnection(platform.listening().port())) {
      String whole = sent(connection, request);
      for (int missing : new int[] {1, ONE.length() / 2, ONE.length()}) {
        connection.send(request.substring(0, request.length() - missing));
        awaitOneRunning(platform);
        assertThat(sent(connection, request.substring(request.length() - missing)))
            .isEqualTo(whole);
      }
      assertThat(lane(platform)).isZero();
    }
  }

  @Test
  void whoFollowsOnTheConnectionIsAnswered() throws Exception {
    String request = put(READS + JSON, ONE);
    fast.send(request + request + request);
    for (int answer = 0; answer < 3; answer++) {
      assertThat(fast.readAnswer()).startsWith("HTTP/1.1 200 ").contains("\"valid\":true");
    }
    assertThat(lane(on)).isEqualTo(2);
  }

  @Test
  void aChangeOfAPartShows() throws Exception {
    String request = put(READS + JSON, ONE);
    try (TestPlatform platform = unlimited();
        RawConnection connection = new RawConnection(platform.listening().port())) {
      assertThat(sent(connection, request)).contains("\"valid\":true");
      project.delete("parts/part.tscn");
      long begin = System.nanoTime();
      while (sent(connection, request).contains("\"valid\":true")) {
        assertThat(System.nanoTime() - begin).isLessThan(GIVEN_UP.toNanos());
      }
    }
  }

  @Test
  void aPathIsValidatedOnItAsOnTheLongWay() throws Exception {
    String operates = "Authorization: Bearer " + OPERATOR + "\r\n";
    String allowed = "{\"action\":\"validate\",\"scene_path\":\"res://levels/one.tscn\"}";
    // The rules are looked up for the first time on the long way.
    for (int time = 0; time < 4; time++) {
      assertThat(both(post(operates + JSON, allowed)))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"message\":\"Scene path is allowed\"");
    }
    assertLane(3);
    for (String refused :
        List.of(
            post(JSON, allowed),
            post(READS + JSON, allowed),
            post(operates, allowed),
            post(operates + JSON + "If-Match: \"another\"\r\n", allowed),
            post(operates + JSON, "{\"action\":\"validate\"}"),
            post(operates + JSON, allowed.replace("levels/one", "addons/tool/tool")))) {
      assertThat(both(refused)).as(refused).startsWith("HTTP/1.1 4");
    }
    assertLane(3);
    assertThat(both(post(operates + JSON, allowed.replace("validate", "add_scene"))))
        .startsWith("HTTP/1.1 200 ");
    assertThat(both(post(operates + JSON, allowed))).startsWith("HTTP/1.1 200 ");
    // The rules have changed.
    assertLane(3);
    assertThat(both(post(operates + JSON, allowed))).startsWith("HTTP/1.1 200 ");
    assertLane(4);
    assertThat(counted(on)).isEqualTo(counted(off));
  }

  // Both are asked, or their own requests would be counted of one alone.
  private void assertLane(long expected) {
    assertThat(List.of(lane(on), lane(off))).containsExactly(expected, 0L);
  }

  private TestPlatform unlimited() throws Exception {
    return start("unlimited", Options.of("optimized"));
  }

  private TestPlatform start(String name, Options options) throws Exception {
    return TestPlatform.start(folder.resolve(name), project, options);
  }

  private static String put(String fields, String body) {
    return request("PUT /scene", fields, body);
  }

  private static String post(String fields, String body) {
    return request("POST /whitelist", fields, body);
  }

  private static String request(String what, String fields, String body) {
    return "%s HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: named\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(what, fields, body.length(), body);
  }

  /** What both answer, alike. */
  private String both(String request) throws Exception {
    String one = sent(fast, request);
    assertThat(one).as(request).isEqualTo(sent(slow, request));
    return one;
  }

  private static String sent(RawConnection connection, String request) throws Exception {
    connection.send(request);
    return inOrder(connection.readAnswer());
  }

  // The order of fields of different names means nothing (RFC 9110, section 5.3).
  private static String inOrder(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    String[] lines = answer.substring(0, end).split("\r\n");
    StringBuilder head = new StringBuilder(lines[0]);
    Arrays.stream(lines)
        .skip(1)
        .filter(line -> !line.startsWith("Date:"))
        .map(
            line ->
                line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)
                    + line.substring(line.indexOf(':')))
        .sorted()
        .forEach(line -> head.append('\n').append(line));
    return head + answer.substring(end);
  }

  private static void awaitOneRunning(TestPlatform platform) {
    long begin = System.nanoTime();
    // The request for the figures is running too.
    while (performance(platform).at("/engine/requests_in_flight").longValue(-1) < 2) {
      assertThat(System.nanoTime() - begin).isLessThan(GIVEN_UP.toNanos());
      Thread.onSpinWait();
    }
  }

  private static JsonNode performance(TestPlatform platform) {
    return platform.inProcess().send(Call.get("/performance").token(OPERATOR)).json();
  }

  private static long lane(TestPlatform platform) {
    return performance(platform).at("/engine/fast_lane").longValue(-1);
  }

  /** What was counted of requests, checks and cache hits. */
  private static List<String> counted(TestPlatform platform) {
    JsonNode figures = performance(platform);
    return List.of(
        figures.at("/security").toString(),
        figures.at("/cache/regions/validation/hits").toString(),
        figures.at("/cache/regions/validation/misses").toString(),
        figures.at("/engine/requests/0/count").toString(),
        figures.at("/engine/requests/0/statuses").toString());
  }
}
