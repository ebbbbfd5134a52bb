package dev.spacetime.server.attack;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.SignedTokenMaker;
import dev.spacetime.server.kit.TestPlatform.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to get in without being let in, or to learn what one may not. */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class AuthenticationAttackTest extends Attack {
  private SignedTokenMaker maker;

  @Override
  Options options(Options options) throws IOException {
    maker = new SignedTokenMaker(folder);
    return options.withSignedTokens(maker.rules());
  }

  @DisplayName("case 18: missing, malformed, doubled")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization:\r\n",
        "Authorization: Bearer\r\n",
        "Authorization: Bearer \r\n",
        "Authorization: Basic " + OPERATOR + "\r\n",
        "Authorization: " + OPERATOR + "\r\n",
        "Authorization: Bearer " + OPERATOR + " x\r\n",
        "Authorization: Bearer " + OPERATOR + ",Bearer " + OPERATOR + "\r\n",
        "Authorization: Bearer " + OPERATOR + "\r\nAuthorization: Bearer " + OPERATOR + "\r\n",
        "Proxy-Authorization: Bearer " + OPERATOR + "\r\n",
        "Cookie: token=" + OPERATOR + "\r\n"
      })
  void whoIsNotRightIsNotLetIn(String fields) throws IOException {
    for (String target : List.of("/scene", "/scene?token=" + OPERATOR, "/admin/variant")) {
      String answer =
          exchange(
              "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "Connection: close\r\n\r\n");
      isOneAnswer(answer, 401);
      assertThat(answer).contains("WWW-Authenticate: Bearer", "Cache-Control: no-store");
      assertThat(answer)
          .endsWith(
              "{\"error\":\"Unauthorized\","
                  + "\"message\":\"Missing or invalid authentication token\"}");
    }
  }

  @DisplayName("case 19: other spellings of a path")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/SCENE",
        "/%73cene",
        "/scene;x=1",
        "//scene",
        "/scene/",
        "/./scene",
        "/x/../scene",
        "/scene%2f",
        "/scene%00",
        "/scene.json",
        "/scene%20",
        "/health/../scene",
        "/health/live/..;/scene",
        "\\scene",
        "/ſcene"
      })
  void noOtherSpellingLeadsIn(String path) throws IOException {
    for (String token : List.of("", "Authorization: Bearer " + OPERATOR + "\r\n")) {
      String answer =
          exchange(
              "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + token + "Connection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("HTTP/1.1 200");
    }
  }

  @DisplayName("case 20: handshakes")
  @ParameterizedTest
  @ValueSource(strings = {"/scene", "/performance", "/health/live", "/dashboard", "/nowhere"})
  void nothingIsUpgraded(String path) throws IOException {
    String handshake =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Origin: http://evil.example\r\n";
    String stranger = exchange(handshake + "\r\n");
    assertThat(stranger).startsWith("HTTP/1.1 ").doesNotContain(" 101 ", "Set-Cookie");
    if (!path.startsWith("/health") && !path.equals("/nowhere")) {
      isOneAnswer(stranger, 401);
    }
    String friend = exchange(handshake + "Authorization: Bearer " + OPERATOR + "\r\n\r\n");
    assertThat(friend).doesNotContain(" 101 ").doesNotContain("Access-Control-Allow-Origin");
  }

  @DisplayName("case 21: a token that was revoked")
  @Test
  void aRevokedTokenDoesNotCountAnyMore() {
    String secret =
        asOperator(
                Call.post(
                    "/admin/tokens", "{\"action\":\"create\",\"name\":\"t\",\"role\":\"reader\"}"))
            .json()
            .path("secret")
            .stringValue("");
    assertThat(secret).isNotEmpty();
    for (int time = 0; time < 100; time++) {
      assertThat(send(Call.get("/scene").token(secret)).status()).isEqualTo(200);
    }
    assertThat(
            asOperator(Call.post("/admin/tokens", "{\"action\":\"revoke\",\"name\":\"t\"}"))
                .status())
        .isEqualTo(200);
    assertThat(send(Call.get("/scene").token(secret)).status()).isEqualTo(401);
  }

  @DisplayName("case 22: keys that can't be read")
  @Test
  void withoutKeysTheRestCountsAndTheErrorIsNotKept() throws IOException {
    Files.delete(maker.keys());
    Call call = Call.get("/scene").token(maker.valid("late", "reader"));
    Reply refused = send(call);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(asReader(Call.get("/scene")).status()).as("other tokens").isEqualTo(200);
    maker.write();
    assertThat(send(call).status()).as("the error was not kept").isEqualTo(200);
  }

  @DisplayName("case 23: a flood of wrong tokens")
  @Test
  void wrongTokensPushNoGoodOneOut() {
    String good = maker.valid("good", "reader");
    assertThat(send(Call.get("/scene").token(good)).status()).isEqualTo(200);
    long before = checks();
    for (int wrong = 0; wrong < 3_000; wrong++) {
      String token = wrong % 2 == 0 ? "wrong-token-number-" + wrong : good.substring(0, 40) + wrong;
      assertThat(send(Call.get("/scene").token(token)).status()).isEqualTo(401);
    }
    assertThat(send(Call.get("/scene").token(good)).status()).isEqualTo(200);
    assertThat(checks() - before).isGreaterThanOrEqualTo(3_001);
  }

  @DisplayName("case 24: the first use of a token, 32 times at once")
  @Test
  void firstUsesAtOnceAreAllRight() throws Exception {
    String token = maker.valid("first", "reader");
    CountDownLatch begin = new CountDownLatch(1);
    ExecutorService clients = Executors.newFixedThreadPool(32);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      Callable<Integer> use =
          () -> {
            begin.await();
            return send(Call.get("/scene").token(token)).status();
          };
      for (int client = 0; client < 32; client++) {
        answers.add(clients.submit(use));
      }
      begin.countDown();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @DisplayName("case 26: signed tokens that are not")
  @Test
  void forgedTokensAreRefused() {
    String header = SignedTokenMaker.header();
    String claims = SignedTokenMaker.claims("someone", "operator");
    String right = maker.signed(header, claims);
    for (String wrong :
        List.of(
            maker.unsigned(claims),
            maker.signed("{'alg':'none'}", claims),
            maker.signed("{'alg':'RS256','kid':'kit'}", claims),
            maker.signed("{'alg':'HS512','kid':'kit'}", claims),
            maker.signed("{'alg':'HS256','kid':'kit','crit':['exp']}", claims),
            maker.signed(header, claims.replace("spacetime", "another")),
            maker.signed(header, claims.replaceAll("'exp':\\d+", "'exp':1")),
            maker.signed(header, claims.replaceAll(",'exp':\\d+", "")),
            maker.signed(header, claims.replace("'iss':'kit'", "'iss':'other'")),
            right.substring(0, right.length() - 4) + "AAAA",
            right.substring(0, right.lastIndexOf('.') + 1))) {
      assertThat(send(Call.get("/scene").token(wrong)).status()).as(wrong).isEqualTo(401);
    }
    assertThat(send(Call.get("/scene").token(right)).status()).isEqualTo(200);
  }

  @DisplayName("case 27: no token lies anywhere")
  @Test
  void tokensAreNotKept() throws IOException {
    String signed = maker.valid("someone", "operator");
    List<String> secrets = List.of(OPERATOR, READER, signed);
    StringBuilder told = new StringBuilder();
    for (String secret : secrets) {
      send(Call.get("/scene").token(secret));
      send(Call.get("/nowhere").token(secret));
      for (String page : List.of("/performance", "/metrics", "/admin/tokens", "/dashboard")) {
        told.append(send(Call.get(page).token(secret)).text());
      }
    }
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        told.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(told).hasSizeGreaterThan(1_000);
    secrets.forEach(secret -> assertThat(told).doesNotContain(secret));
  }

  @DisplayName("case 28: what one may not see does not come from a cache")
  @Test
  void answersForOperatorsStayTheirs() {
    for (int time = 0; time < 3; time++) {
      assertThat(asOperator(Call.get("/admin/tokens")).text()).contains("kit-operator");
      assertThat(asReader(Call.get("/admin/tokens")).status()).isEqualTo(403);
      assertThat(asReader(Call.get("/admin/tokens")).text()).doesNotContain("kit-operator");
      assertThat(send(Call.get("/admin/tokens")).status()).isEqualTo(401);
      assertThat(asOperator(Call.get("/scenes")).status()).isEqualTo(200);
      assertThat(send(Call.get("/scenes")).text()).doesNotContain("main.tscn");
    }
  }

  @DisplayName("requests from foreign pages get nothing they could read, and change nothing")
  @Test
  void foreignPagesGetNothing() {
    for (String path : List.of("/dashboard", "/admin/variant", "/scene")) {
      Reply preflight =
          send(
              Call.of("OPTIONS", path)
                  .header("Origin", "http://evil.example")
                  .header("Access-Control-Request-Method", "PUT")
                  .header("Access-Control-Request-Headers", "authorization"));
      assertThat(preflight.status()).isEqualTo(405);
      Reply read = asReader(Call.get(path).header("Origin", "http://evil.example"));
      for (Reply reply : List.of(preflight, read)) {
        assertThat(reply.headers().first("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.headers().first("Access-Control-Allow-Credentials")).isEmpty();
      }
    }
    Call form =
        Call.of("PUT", "/admin/variant")
            .header("Content-Type", "text/plain")
            .body("{\"active\":\"original\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(send(form).status()).isEqualTo(401);
    assertThat(asOperator(form).status()).isEqualTo(400);
  }

  private long checks() {
    return asOperator(Call.get("/performance"))
        .json()
        .at("/security/auth/total_checks")
        .longValue(-1);
  }
}
