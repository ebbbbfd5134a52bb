package dev.spacetime.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spacetime.server.audit.AuditEntry;
import dev.spacetime.server.audit.AuditLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands send, and what they make of answers; the program's own test asks a server. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class RolloutCommandsTest {
  private static final String CANARY =
      """
      {"mode":"canary","stable":"original","candidate":"optimized","share_percent":5,\
      "steps":[5,100],"step":0,"hold_seconds":60,"paused":true,"shadow_percent":10,\
      "guarded":true,"previous":null,"since":"2026-11-30T08:00:00Z","reason":"why\\u001b[2J",\
      "verdict":{"decision":"hold","reason":"Too few","figures":[{"name":"error_rate",\
      "stable":0.0,"candidate":null,"samples":12,"evidence":1.5,"limit":100.0}]},\
      "shadow":{"compared":7,"dropped":1,"noise":2,"mismatches":3,\
      "stable":{"p50_ms":1.0,"p95_ms":2.0,"allocated_bytes":3000.0,"cpu_ms":0.5},\
      "candidate":{"p50_ms":null,"p95_ms":2.0,"allocated_bytes":3000.0,"cpu_ms":0.5}}}""";

  @TempDir Path folder;
  private HttpServer server;
  private Path token;
  private final List<String> asked = new ArrayList<>();
  private String answer = CANARY;
  private int status = 200;

  /** What a command line left behind. */
  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    token = Files.writeString(folder.resolve("secret"), "the-secret\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Ended run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        SpaceTimeCommand.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Ended ask(String... arguments) {
    return run(
        Stream.concat(
                Arrays.stream(arguments),
                Stream.of(
                    "--url=http://localhost:" + server.getAddress().getPort() + "/",
                    "--token-file=" + token))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rollout status | GET /admin/rollout Bearer the-secret ",
        "rollout fixed optimized --reason=w | PUT /admin/rollout Bearer the-secret {'mode':'fixed',"
            + "'variant':'optimized','reason':'w','guarded':true}",
        "rollout fixed optimized --reason=w --unguarded --hold=2m | PUT /admin/rollout Bearer"
            + " the-secret {'mode':'fixed','variant':'optimized','reason':'w','guarded':false,"
            + "'hold_seconds':120}",
        "rollout shadow original --reason=w --shadow-percent=3 | PUT /admin/rollout Bearer"
            + " the-secret {'mode':'shadow','candidate':'original','reason':'w',"
            + "'shadow_percent':3}",
        "rollout canary original --reason=w --steps=5,100 --hold=10s | PUT /admin/rollout Bearer"
            + " the-secret {'mode':'canary','candidate':'original','reason':'w',"
            + "'hold_seconds':10,'steps':[5,100]}",
        "rollout pause --reason=w | POST /admin/rollout/pause Bearer the-secret {'reason':'w'}",
        "rollout resume --reason=w | POST /admin/rollout/resume Bearer the-secret {'reason':'w'}",
        "rollout promote --reason=w | POST /admin/rollout/promote Bearer the-secret"
            + " {'reason':'w'}",
        "rollout rollback --reason=w | POST /admin/rollout/rollback Bearer the-secret"
            + " {'reason':'w'}",
        "rollout mismatches | GET /admin/mismatches Bearer the-secret ",
        "rollout mismatches --limit=5 --before=9 | GET /admin/mismatches?limit=5&before=9 Bearer"
            + " the-secret ",
        "rollout replay 7 | POST /admin/mismatches/replay Bearer the-secret {'number':7}",
        "audit --before=9 | GET /admin/audit?before=9 Bearer the-secret ",
      })
  void everyCommandIsOneRequest(String command, String request) {
    Ended ended = ask(command.split(" "));
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    assertThat(asked)
        .containsExactly(
            request.replace('\'', '"').stripTrailing() + (request.contains("{") ? "" : " "));
  }

  @Test
  void peopleReadTheRollout() {
    assertThat(ask("rollout", "status").out().lines())
        .containsExactly(
            "mode      canary: 5 % of the clients to optimized, the others to original; step 1 of"
                + " 5,100, 60 s each; paused",
            "since     2026-11-30T08:00:00Z: why\\u001b[2J",
            "verdict   hold: Too few",
            "                              stable   candidate     samples    evidence       limit",
            "  error_rate                   0.000           -          12       1.500       100.0",
            "compared  7 of 10 % of the requests, 1 dropped, 2 differed by chance, 3 differ",
            "                              p50 ms      p95 ms      CPU ms   allocated",
            "  stable                       1.000       2.000      0.5000        3000",
            "  candidate                        -       2.000      0.5000        3000");
  }

  @Test
  void machinesReadWhatTheServerSaid() {
    String json = ask("rollout", "status", "--json").out();
    assertThat(json.replaceAll("\\s", ""))
        .isEqualTo(CANARY.replaceAll("\\s", "").replace("u001b", "u001B"));
  }

  @Test
  void peopleReadMismatches() {
    answer =
        """
        {"mismatches":[{"number":9,"time":"2026-11-30T08:00:00Z","request":{"method":"GET",\
        "path":"/scenes","query":"limit=1"},"differences":[{"part":"body","where":"/a",\
        "stable":"1","candidate":"2\\u001b"}],"state_differences":[{"part":"body","where":"/h",\
        "stable":"x","candidate":"y"}]}],"count":1,"total":4}""";
    assertThat(ask("rollout", "mismatches").out().lines())
        .containsExactly(
            "9  2026-11-30T08:00:00Z  GET /scenes?limit=1",
            "  body /a: 1 | 2\\u001b",
            "  state, body /h: x | y",
            "1 of 4 that are kept");
  }

  @Test
  void peopleReadAReplay() {
    answer =
        """
        {"number":9,"smallest":{"method":"PUT","path":"/scene","query":"","body":"{}"},\
        "differences":[{"part":"status","where":"","stable":"400","candidate":"200"}],"runs":3}""";
    assertThat(ask("rollout", "replay", "9").out().lines())
        .containsExactly(
            "still differs: PUT /scene", "  {}", "  status: 400 | 200", "3 requests were tried");
  }

  @Test
  void peopleReadWhatWasChanged() {
    answer =
        """
        {"entries":[{"sequence":8,"time":"2026-11-30T08:00:00Z","who":"guard",\
        "action":"rollback","from":"b","to":"a","reason":"Errors","figures":{"x":0.5,"y":null}},\
        {"sequence":7,"time":"2026-11-30T07:00:00Z","who":"start","action":"switch","from":null,\
        "to":"b","reason":"first","figures":{}}],"count":2,"damaged":1}""";
    Ended ended = ask("audit");
    assertThat(ended.out().lines())
        .containsExactly(
            "8  2026-11-30T08:00:00Z  rollback by guard: b -> a: Errors",
            "     x 0.5",
            "     y null",
            "7  2026-11-30T07:00:00Z  switch by start: b: first");
    assertThat(ended.err().lines()).containsExactly("1 lines of the audit log are damaged");
  }

  @Test
  void theAuditLogIsReadWithoutAServer() throws IOException {
    try (AuditLog log = new AuditLog(folder)) {
      for (String reason : List.of("one", "two", "three")) {
        log.append(
            new AuditEntry(Instant.EPOCH, "ops", "switch", "a", "b", reason, Map.of("x", 1.5)));
      }
    }
    Ended ended = run("audit", "--offline", "--data-dir=" + folder, "--limit=1", "--before=3");
    assertThat(ended.out().lines())
        .containsExactly("2  1970-01-01T00:00:00Z  switch by ops: a -> b: two", "     x 1.5");
    assertThat(asked).isEmpty();
  }

  @Test
  void theServersSentenceIsTold() {
    status = 409;
    answer = "{\"error\":\"Conflict\",\"message\":\"There is no canary\\u001b to pause\"}";
    Ended ended = ask("rollout", "pause", "--reason=w");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).containsExactly("error: There is no canary\\u001b to pause");
  }

  @Test
  void anotherServerIsNotBelieved() {
    answer = "<html>";
    Ended ended = ask("rollout", "status");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("does not answer as a SpaceTime does");
  }

  @Test
  void nobodyThereIsTold() throws IOException {
    int free;
    try (ServerSocket closed = new ServerSocket(0)) {
      free = closed.getLocalPort();
    }
    Ended ended =
        run("rollout", "status", "--url=http://127.0.0.1:" + free, "--token-file=" + token);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).startsWith("error: http://127.0.0.1:" + free + " can't be asked");
    assertThat(ended.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rollout",
        "rollout stats",
        "rollout fixed --reason=w",
        "rollout fixed optimized",
        "rollout pause",
        "rollout replay x",
        "rollout canary optimized --reason=w --steps=a",
        "rollout canary optimized --reason=w --hold=soon",
        "rollout mismatches --limit=x",
        "rollout status --url=ftp://127.0.0.1",
        "rollout status --url=127.0.0.1:8080",
        "rollout status --ca=/nowhere/ca.pem",
        "rollout status --token-file=/nowhere/token",
        "audit --reason=w",
      })
  void wrongUseIsTold(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    if (!command.contains("--token-file") && arguments.size() > 1) {
      arguments.add("--token-file=" + token);
    }
    Ended ended = run(arguments.toArray(String[]::new));
    assertThat(ended.status()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).startsWith("error: ").doesNotContain("\tat ", "Exception");
    assertThat(asked).isEmpty();
  }

  @Test
  void aFileWithoutATokenIsNotSent() throws IOException {
    Files.writeString(token, "two words\r\nInjected: yes");
    Ended ended = ask("rollout", "status");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(asked).isEmpty();
  }
}
