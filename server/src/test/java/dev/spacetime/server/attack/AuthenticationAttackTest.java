package dev.spacetime.server.attack;

import static dev.spacetime.server.attack.Target.TOKEN;
import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.SignedTokens;
import dev.spacetime.security.TokenStore;
import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.SignedTokenMaker;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/** Who does not belong gets in nowhere, and what is secret stays so. */
class AuthenticationAttackTest {
  private static final int AT_ONCE = 32;
  private static final Duration KEYS_NOTICED_AFTER = Duration.ofMillis(100);
  private static final Duration VERDICT_KEPT = Duration.ofSeconds(30);
  private static final String REFUSAL =
      "{\"error\":\"Unauthorized\",\"message\":\"Missing or invalid authentication token\"}";

  @TempDir Path folder;

  private static void assertUnauthorized(Reply reply) {
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.text()).isEqualTo(REFUSAL);
  }

  private static String get(String target, String fields) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n";
  }

  private static int status(ApiClient client, String token) {
    return client.send(Call.get("/scene").token(token)).status();
  }

  @OnBothVariants
  @DisplayName("case 18: missing, malformed, double Authorization")
  void noCredentials(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String fields :
          List.of(
              "",
              "Authorization:\r\n",
              "Authorization: Bearer\r\n",
              "Authorization: Bearer \r\n",
              "Authorization: " + READER + "\r\n",
              "Authorization: Basic " + READER + "\r\n",
              "Authorization: Bearer" + READER + "\r\n",
              "Authorization: Bearer\t" + READER + "\r\n",
              "Authorization: Bearer " + READER + " x\r\n",
              "Authorization: Bearer " + READER + ",Bearer " + READER + "\r\n",
              "Authorization: Bearer \"" + READER + "\"\r\n",
              "Authorization: Bearer " + READER.toUpperCase(java.util.Locale.ROOT) + "\r\n",
              "Authorization: Bearer " + "a".repeat(7_000) + "\r\n",
              "X-Authorization: Bearer " + READER + "\r\n",
              "Cookie: token=" + READER + "\r\n",
              TOKEN + TOKEN,
              TOKEN + "authorization: Bearer x\r\n")) {
        for (String path : List.of("/scene", "/scene?access_token=" + READER, "/admin/tokens")) {
          assertUnauthorized(target.refused(get(path, fields)));
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 19: other spellings of a path")
  void otherSpellings(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String path :
          List.of(
              "/SCENE",
              "/Scene",
              "/%73cene",
              "/scene;x=1",
              "/;x=1/scene",
              "/scene;",
              "//scene",
              "///scene",
              "/./scene",
              "/x/../scene",
              "/%2e/scene",
              "/scene/",
              "/scene//",
              "/scene/.",
              "/scene%20",
              "/scene%00",
              "/scene%2f",
              "/scene.json",
              "/scene\\",
              "/%2573cene",
              "/\u00ef\u00bd\u0093cene",
              "/health/live/../../scene",
              "/health/live;/../../scene",
              "/health/live%2f..%2f..%2fscene")) {
        for (String fields : List.of("", TOKEN)) {
          assertThat(target.refused(get(path, fields)).status()).as(path).isIn(400, 401, 404);
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 20: upgrades and event streams without a token, foreign origins")
  void upgrades(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      String socket =
          "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
      for (String wish :
          List.of(
              socket,
              socket.replace("websocket", "WebSocket"),
              "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n",
              "Sec-WebSocket-Version: 13\r\n",
              "Accept: text/event-stream\r\n")) {
        String fields = wish.startsWith("Upgrade") ? "Connection: Upgrade\r\n" + wish : wish;
        for (String path : List.of("/scene", "/performance", "/dashboard", "/admin/variant")) {
          assertUnauthorized(target.refused(get(path, fields)));
          assertUnauthorized(target.refused(get(path, fields + "Origin: http://a\r\n")));
        }
        for (String origin : List.of("http://evil.example", "null", "http://a.evil.example")) {
          String foreign = fields + TOKEN + "Origin: " + origin + "\r\n";
          assertThat(target.refused(get("/scene", foreign)).status()).isEqualTo(403);
        }
        String own = fields + TOKEN + "Origin: http://a\r\n";
        assertThat(target.refused(get("/scene", own)).status()).isEqualTo(200);
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 21: a revoked token, the next request")
  void revokedToken(String variant) throws Exception {
    try (Target target = Target.start(folder, variant);
        ApiClient client = target.platform().socket()) {
      Call create =
          Call.post("/admin/tokens", "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\"}");
      for (int i = 0; i < 20; i++) {
        String token =
            client.send(create.token(OPERATOR)).json().path("secret").stringValue("none");
        assertThat(status(client, token)).isEqualTo(200);
        Call revoke = Call.post("/admin/tokens", "{\"action\":\"revoke\",\"name\":\"ci\"}");
        assertThat(client.send(revoke.token(OPERATOR)).status()).isEqualTo(200);
        assertThat(status(client, token)).isEqualTo(401);
      }
      // By another process, that is, another view of the same folder.
      TokenStore other = TokenStore.open(target.dataFolder(), InstantSource.system());
      assertThat(status(client, READER)).isEqualTo(200);
      other.rotate("kit-reader", Duration.ZERO);
      assertThat(status(client, READER)).isEqualTo(401);
      String again = other.rotate("kit-reader", Duration.ZERO).secret();
      assertThat(status(client, again)).isEqualTo(200);
      target.honest(again);
      assertThat(target.log()).doesNotContain(again);
    }
  }

  @OnBothVariants
  @DisplayName("case 21: a signed token whose key has gone")
  void signedTokenWithoutItsKey(String variant) throws Exception {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    Options options = Options.of(variant).withSignedTokens(maker.rules());
    try (Target target = Target.start(folder, options);
        ApiClient client = target.platform().socket()) {
      String token = maker.valid("someone", "reader");
      assertThat(status(client, token)).isEqualTo(200);
      maker.writeOther();
      target.platform().pass(KEYS_NOTICED_AFTER);
      assertThat(status(client, token)).isEqualTo(401);
    }
  }

  @OnBothVariants
  @DisplayName("case 22: the key source is down")
  void keysAreDown(String variant) throws Exception {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    boolean keeps = variant.equals("optimized");
    for (boolean damaged : List.of(true, false)) {
      maker.write();
      Options options = Options.of(variant).withSignedTokens(maker.rules());
      try (Target target = Target.start(folder.resolve("damaged-" + damaged), options);
          ApiClient client = target.platform().socket()) {
        String known = maker.valid("someone", "reader");
        assertThat(status(client, known)).isEqualTo(200);
        if (damaged) {
          Files.writeString(maker.keys(), "damaged");
        } else {
          Files.delete(maker.keys());
        }
        target.platform().pass(KEYS_NOTICED_AFTER);
        String stranger = maker.valid("stranger", "reader");
        for (int i = 0; i < 2; i++) {
          assertThat(status(client, known)).isEqualTo(keeps ? 200 : 503);
          assertUnavailable(client.send(Call.get("/scene").token(stranger)));
          assertThat(status(client, READER)).isEqualTo(200);
        }
        maker.write();
        target.platform().pass(KEYS_NOTICED_AFTER);
        assertThat(status(client, stranger)).isEqualTo(200);
        Files.delete(maker.keys());
        target.platform().pass(VERDICT_KEPT);
        assertUnavailable(client.send(Call.get("/scene").token(known)));
        // Told once and not for each request.
        assertThat(target.log().lines().filter(line -> line.contains("ERROR"))).hasSize(2);
      }
    }
  }

  private static void assertUnavailable(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
  }

  /** Counts the signature checks, and holds them until all callers are there. */
  private static final class CountedChecks implements SignedTokens {
    private final SignedTokens real;
    private final AtomicInteger checks = new AtomicInteger();
    private final CountDownLatch allThere = new CountDownLatch(1);

    CountedChecks(SignedTokens real) {
      this.real = real;
    }

    @Override
    public Verdict check(String token) {
      checks.incrementAndGet();
      try {
        allThere.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      return real.check(token);
    }

    @Override
    public long generation() {
      return real.generation();
    }
  }

  @OnBothVariants
  @DisplayName("case 24: 32 concurrent first uses of a token")
  void firstUsesAtOnce(String variant) throws Exception {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    List<CountedChecks> counted = new ArrayList<>();
    Options options =
        Options.of(variant)
            .withSignedTokens(
                maker.rules(),
                real -> {
                  counted.add(new CountedChecks(real));
                  return counted.get(0);
                });
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try (Target target = Target.start(folder, options)) {
      Call call = Call.get("/scene").token(maker.valid("someone", "reader"));
      List<Future<Reply>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(threads.submit(() -> target.send(call)));
      }
      Target.until(
          "all requests are being authenticated",
          () -> Target.threadsIn("authenticate") == AT_ONCE);
      counted.get(0).allThere.countDown();
      for (Future<Reply> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
      // The plain variant checks each signature, every time.
      assertThat(counted.get(0).checks).hasValue(variant.equals("optimized") ? 1 : AT_ONCE);
    } finally {
      threads.shutdownNow();
    }
  }

  @OnBothVariants
  @DisplayName("case 26: tokens under no algorithm, another one, for another audience, expired")
  void forgedTokens(String variant) throws Exception {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    Options options = Options.of(variant).withSignedTokens(maker.rules());
    try (Target target = Target.start(folder, options);
        ApiClient client = target.platform().socket()) {
      String good = SignedTokenMaker.claims("someone", "operator");
      String header = SignedTokenMaker.header();
      long now = TestPlatform.NOW.getEpochSecond();
      String valid = maker.signed(header, good);
      List<String> forged =
          List.of(
              maker.unsigned(good),
              maker.unsigned(good) + "AA",
              maker.signed("{'alg':'none'}", good),
              maker.signed("{'alg':'nOnE','kid':'kit'}", good),
              maker.signed("{'alg':'HS384','kid':'kit'}", good),
              maker.signed("{'alg':'RS256','kid':'kit'}", good),
              maker.signed("{'alg':'HS256','kid':'kit','crit':['x'],'x':1}", good),
              maker.signed("{'alg':'HS256','jwk':{'kty':'oct','k':'AA'}}", good),
              maker.signed(header, good.replace("'spacetime'", "'other'")),
              maker.signed(header, good.replace("'aud':'spacetime',", "")),
              maker.signed(header, good.replace("'kit'", "'evil'")),
              maker.signed(header, good.replaceAll("'exp':\\d+", "'exp':" + now)),
              maker.signed(header, good.replaceAll(",'exp':\\d+", "")),
              maker.signed(header, good.replace("'exp'", "'nbf':" + (now + 30) + ",'exp'")),
              valid.substring(0, valid.lastIndexOf('.') + 1),
              valid.substring(0, valid.lastIndexOf('.')),
              "." + valid,
              valid + ".",
              valid.replaceFirst("\\.", ".."),
              valid.substring(0, valid.lastIndexOf('.') - 2)
                  + valid.substring(valid.lastIndexOf('.')));
      assertThat(status(client, valid)).isEqualTo(200);
      for (String token : forged) {
        // Twice, so that a kept verdict is asked as well.
        assertUnauthorized(client.send(Call.get("/scene").token(token)));
        assertUnauthorized(client.send(Call.get("/scene").token(token)));
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 26: a public key taken for a shared secret")
  void publicKeyAsSecret(String variant) throws Exception {
    RsaKeys keys = new RsaKeys(folder);
    Options options = Options.of(variant).withSignedTokens(keys.rules());
    try (Target target = Target.start(folder, options);
        ApiClient client = target.platform().socket()) {
      String claims = SignedTokenMaker.claims("someone", "reader");
      assertThat(status(client, keys.signed(claims))).isEqualTo(200);
      for (byte[] secret : keys.publicForms()) {
        String forged = SignedTokenMaker.signed("{'alg':'HS256'}", claims, secret);
        assertUnauthorized(client.send(Call.get("/scene").token(forged)));
        String disguised = SignedTokenMaker.signed("{'alg':'RS256'}", claims, secret);
        assertUnauthorized(client.send(Call.get("/scene").token(disguised)));
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 27: no raw token on the disk, in logs, in figures")
  void tokensStaySecret(String variant) throws Exception {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    Options options = Options.of(variant).withSignedTokens(maker.rules());
    List<String> secrets = new ArrayList<>();
    List<String> said = new ArrayList<>();
    try (Target target = Target.start(folder, options);
        ApiClient client = target.platform().socket()) {
      Call create =
          Call.post(
              "/admin/tokens", "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"operator\"}");
      String made = client.send(create.token(OPERATOR)).json().path("secret").stringValue("none");
      String wrong = "st_" + "w".repeat(43);
      String refused = maker.signed("{'alg':'none'}", SignedTokenMaker.claims("x", "reader"));
      secrets.addAll(
          List.of(READER, OPERATOR, made, wrong, refused, maker.valid("boss", "operator")));
      String scene = "{\"scene_path\":\"res://main.tscn\",\"wait\":true}";
      for (String token : secrets) {
        for (Call call :
            List.of(
                Call.get("/scenes"),
                Call.put("/scene", scene),
                Call.post("/scene", scene),
                Call.put("/admin/variant", "{\"active\":\"" + variant + "\",\"reason\":\"x\"}"),
                Call.get("/no-such-path"))) {
          client.send(call.token(token));
        }
      }
      for (String path :
          List.of("/metrics", "/performance", "/admin/tokens", "/admin/variant", "/dashboard")) {
        said.add(client.send(Call.get(path).token(OPERATOR)).text());
      }
      said.add(target.log());
    }
    // After the end, so that what caches keep is on the disk as well.
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      files.filter(Files::isRegularFile).forEach(file -> said.add(text(file)));
    }
    assertThat(said).hasSizeGreaterThan(8);
    for (String secret : secrets) {
      // A part of it is too much, too.
      String part = secret.substring(secret.length() - 20);
      assertThat(said).noneMatch(text -> text.contains(part));
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @OnBothVariants
  @DisplayName("case 28: what one client may not see, from a cache or a shared load")
  void othersAnswers(String variant) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try (Target target = Target.start(folder, variant)) {
      for (int round = 0; round < 10; round++) {
        // A cold load each time, that those who may and those who may not ask for at once.
        target.project().write("levels/new" + round + ".tscn", "[gd_scene format=3]\n");
        target.send(Call.post("/admin/cache/invalidate", "{\"scope\":\"all\"}").token(OPERATOR));
        List<Callable<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE / 4; i++) {
          calls.add(() -> target.send(Call.get("/scenes").token(READER)));
          calls.add(() -> target.send(Call.get("/scenes").token("wrong")));
          calls.add(() -> target.send(Call.get("/admin/tokens").token(OPERATOR)));
          calls.add(() -> target.send(Call.get("/admin/tokens").token(READER)));
        }
        List<Future<Reply>> answers = threads.invokeAll(calls);
        for (int i = 0; i < answers.size(); i += 4) {
          assertThat(answers.get(i).get().status()).isEqualTo(200);
          assertUnauthorized(answers.get(i + 1).get());
          assertThat(answers.get(i + 2).get().text()).contains("kit-operator");
          Reply refused = answers.get(i + 3).get();
          assertThat(refused.status()).isEqualTo(403);
          assertThat(refused.text()).doesNotContain("kit-").doesNotContain("tokens\":");
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @OnBothVariants
  @DisplayName("case 28: a scene that is allowed no longer")
  void sceneThatIsAllowedNoLonger(String variant) throws Exception {
    Path whitelist = folder.resolve("whitelist.json");
    String both =
        """
        {"environments":{"wide":{"scenes":["res://main.tscn"]},
        "narrow":{"scenes":["res://broken.tscn"]}}}
        """;
    Files.writeString(whitelist, both);
    Options options = Options.of(variant).withWhitelist(whitelist);
    try (Target target = Target.start(folder, options)) {
      Call validate = Call.put("/scene", "{\"scene_path\":\"res://main.tscn\"}").token(READER);
      for (String environment : List.of("wide", "narrow", "wide", "narrow")) {
        String choice = "{\"action\":\"set_environment\",\"environment\":\"" + environment + "\"}";
        assertThat(target.send(Call.post("/whitelist", choice).token(OPERATOR)).status())
            .isEqualTo(200);
        Reply reply = target.send(validate);
        assertThat(reply.status()).isEqualTo(environment.equals("wide") ? 200 : 403);
        assertThat(reply.text().contains("node_count")).isEqualTo(environment.equals("wide"));
      }
    }
  }
}
