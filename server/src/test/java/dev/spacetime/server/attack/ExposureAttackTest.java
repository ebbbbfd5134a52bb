package dev.spacetime.server.attack;

import static dev.spacetime.server.attack.Target.PUT_SCENE;
import static dev.spacetime.server.attack.Target.TOKEN;
import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/** What answers and logs must not tell, and to whom they must not tell anything. */
class ExposureAttackTest {
  private static final String FORGED = "\n2026-01-01 INFO spacetime - forged\u001b[2J";

  @TempDir Path folder;

  @OnBothVariants
  @DisplayName("pages of other origins")
  void foreignPages(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String path : List.of("/admin/variant", "/admin/tokens", "/dashboard", "/scene")) {
        String asked = "Host: a\r\nConnection: close\r\nOrigin: http://evil.example\r\n";
        String preflight =
            "OPTIONS "
                + path
                + " HTTP/1.1\r\n"
                + asked
                + "Access-Control-Request-Method: PUT\r\n"
                + "Access-Control-Request-Headers: authorization\r\n\r\n";
        assertClosed(target.refused(preflight), 405);
        String get = "GET " + path + " HTTP/1.1\r\n" + asked;
        assertClosed(target.refused(get + "\r\n"), 401);
        assertClosed(target.refused(get + operator() + "\r\n"), 403);
      }
      for (Call call :
          List.of(
              Call.put("/admin/variant", "{\"active\":\"original\",\"reason\":\"x\"}"),
              Call.post("/admin/cache/invalidate", "{\"scope\":\"all\"}"),
              Call.post("/admin/tokens", "{\"action\":\"revoke\",\"name\":\"kit-reader\"}"),
              Call.post("/whitelist", "{\"action\":\"reload\"}"),
              Call.post("/scene", "{\"scene_path\":\"res://main.tscn\"}"))) {
        for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
          Reply reply = target.send(call.token(OPERATOR).header("Origin", origin));
          assertClosed(reply, 403);
          assertThat(reply.text()).contains("\"error\":\"Forbidden\"");
        }
      }
      String own = target.platform().listening().address();
      Call allowed = Call.put("/scene", "{\"scene_path\":\"res://main.tscn\"}").token(READER);
      assertThat(target.send(allowed.header("Origin", own)).status()).isEqualTo(200);
    }
  }

  private static String operator() {
    return TOKEN.replace(READER, OPERATOR);
  }

  /** No page may read it, and none may put it into a frame. */
  private static void assertClosed(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().fields())
        .extracting(field -> field.name().toLowerCase(Locale.ROOT))
        .noneMatch(name -> name.startsWith("access-control-"));
    assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
  }

  @OnBothVariants
  @DisplayName("forged Host and forwarding fields are repeated nowhere")
  void forgedHosts(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String path : List.of("/scene", "/none", "/dashboard", "/openapi.json", "/scenes/")) {
        for (String token : List.of("", TOKEN)) {
          String begin = "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + token;
          Reply plain = target.refused(begin + "Host: a\r\n\r\n");
          Reply forged =
              target.refused(
                  begin
                      + "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                      + "X-Forwarded-Proto: evil\r\nX-Original-URL: /admin/tokens\r\n"
                      + "X-Rewrite-URL: /admin/tokens\r\nForwarded: host=evil.example\r\n\r\n");
          assertThat(forged.status()).isEqualTo(plain.status());
          assertThat(forged.text()).isEqualTo(plain.text());
          assertThat(forged.headers().fields().toString()).doesNotContain("evil");
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("error messages tell nothing of the inside")
  void errorMessages(String variant) throws Exception {
    Options options = Options.of(variant).withLimitsIn(Failing::new);
    try (Target target = Target.start(folder, options)) {
      List<Reply> replies = new ArrayList<>();
      for (String bytes :
          List.of(
              "GARBAGE\r\n\r\n",
              "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
              "GET /scene HTTP/1.1\r\n\r\n",
              "GET /scenes?dir=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + TOKEN + "\r\n",
              PUT_SCENE + TOKEN + "Connection: close\r\nContent-Length: 3\r\n\r\n{\"x",
              PUT_SCENE + TOKEN + "Connection: close\r\nExpect: x\r\n\r\n",
              PUT_SCENE + TOKEN + "Transfer-Encoding: chunked\r\n\r\nx")) {
        replies.add(target.refused(bytes));
      }
      for (Call call :
          List.of(
              Call.get("/" + folder),
              Call.get("/scenes?dir=" + "res://%00"),
              Call.get("/scenes?dir=res://nowhere"),
              Call.get("/scenes?dir=res://linked"),
              Call.get("/scenes?limit=x"),
              Call.put("/scene", "{\"scene_path\":\"res://link.tscn\"}"),
              Call.put("/scene", "{\"scene_path\":\"res://linked/secret.tscn\"}"),
              Call.put("/scene", "{\"scene_path\":\"res://broken.tscn\"}"),
              Call.put("/scene", "{\"scene_path\":1}"),
              Call.put("/scene", "[".repeat(2_000)),
              Call.get("/performance?fail").header("X-Fail", "yes"))) {
        replies.add(target.send(call.token(READER)));
      }
      replies.add(target.send(Call.get("/whitelist").token(READER)));
      assertThat(replies.get(replies.size() - 1).status()).isEqualTo(500);
      assertThat(target.log()).contains(Failing.class.getName());
      for (Reply reply : replies) {
        String told = (reply.headers().fields() + reply.text()).toLowerCase(Locale.ROOT);
        assertThat(told)
            .doesNotContain(
                "java.",
                "jdk.",
                "dev.spacetime",
                "exception",
                "jetty",
                "javalin",
                "jackson",
                "\\tat ",
                "nullpointer",
                folder.toString().toLowerCase(Locale.ROOT),
                "/tmp");
        assertThat(reply.header("Server") + reply.header("X-Powered-By")).isEmpty();
      }
    }
  }

  @OnBothVariants
  @DisplayName("log injection: nobody begins a line of the log or of the record of switches")
  void logInjection(String variant) throws Exception {
    Options options = Options.of(variant).withLimitsIn(Failing::new);
    try (Target target = Target.start(folder, options)) {
      String escaped = "\\n2026-01-01 INFO spacetime - forged\\u001b[2J";
      String reason = "{\"active\":\"" + variant + "\",\"reason\":\"x" + escaped + "\"}";
      assertThat(target.send(Call.put("/admin/variant", reason).token(OPERATOR)).status())
          .isEqualTo(200);
      for (String action : List.of("create", "rotate", "revoke")) {
        String named =
            "{\"action\":\"" + action + "\",\"role\":\"reader\",\"name\":\"x" + escaped + "\"}";
        assertThat(target.send(Call.post("/admin/tokens", named).token(OPERATOR)).status())
            .isIn(400, 404);
      }
      String scene = "{\"scene_path\":\"res://x" + escaped + ".tscn\"}";
      assertThat(target.send(Call.post("/scene", scene).token(OPERATOR)).status()).isEqualTo(403);
      assertThat(target.send(Call.get("/whitelist").token(READER)).status()).isEqualTo(500);
      assertThat(target.log())
          .contains("\\u000a2026-01-01 INFO spacetime - forged\\u001b[2J")
          .doesNotContain("\n2026-01-01", "\u001b");
      String switches = Files.readString(target.dataFolder().resolve("audit.jsonl"));
      assertThat(switches).contains("\\n2026-01-01").doesNotContain("\n2026-01-01", "\u001b");
    }
  }

  /** Limits that fail at one endpoint as a defect would, with a client's text in the message. */
  private record Failing(RateLimiter real) implements RateLimiter {
    @Override
    public Decision take(Endpoint endpoint, ClientAddress client) {
      if (endpoint == Endpoint.WHITELIST) {
        throw new IllegalStateException("x" + FORGED, new IllegalArgumentException("y" + FORGED));
      }
      return real.take(endpoint, client);
    }

    @Override
    public List<Header> fields(Endpoint endpoint, ClientAddress client) {
      return real.fields(endpoint, client);
    }
  }
}
