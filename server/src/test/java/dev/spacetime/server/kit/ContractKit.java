package dev.spacetime.server.kit;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Access;
import dev.spacetime.api.Endpoint;
import dev.spacetime.server.kit.TestPlatform.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The whole contract, errors included. A subclass says how a platform is started and reached, and
 * nothing more. Every answer is held against the OpenAPI document and the rules that all share.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
public abstract class ContractKit {
  // For a watcher on a busy machine; how quick it is, other tests show.
  private static final Duration CHANGE_VISIBLE_MAX = Duration.ofSeconds(60);
  private static final String INVALID_JSON =
      "{\"error\":\"Bad Request\",\"message\":"
          + "\"Invalid JSON body or missing Content-Type: application/json\"}";

  @TempDir Path folder;

  private TestProject project;
  private @Nullable ApiClient client;

  /** Starts what is tested; {@code dataFolder} is empty and for this start alone. */
  protected abstract ApiClient start(
      Path dataFolder, TestProject testProject, UnaryOperator<Options> options) throws Exception;

  @BeforeEach
  void makeProject() throws IOException {
    project = TestProject.in(folder);
  }

  @AfterEach
  void stop() {
    if (client != null) {
      client.close();
    }
  }

  private ApiClient client() {
    if (client == null) {
      startWith(UnaryOperator.identity());
    }
    return Objects.requireNonNull(client);
  }

  private void startWith(UnaryOperator<Options> options) {
    try {
      client = start(folder.resolve("data"), project, options);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Sends a call and checks what is true of every answer. */
  private Reply ask(Call call) {
    Reply reply = client().send(call);
    assertThat(reply.header("X-Content-Type-Options")).as("%s", call).isEqualTo("nosniff");
    assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(reply.header("X-Request-Id")).matches("[A-Za-z0-9._-]{1,64}");
    assertThat(reply.header("Cache-Control")).isNotEmpty();
    assertThat(reply.headers().all("Content-Security-Policy"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("default-src 'none'", "object-src 'none'", "base-uri 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(reply.headers().first("Server")).isEmpty();
    if (reply.status() == 401) {
      assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    OpenApiCheck.check(call, reply);
    return reply;
  }

  private Reply asReader(Call call) {
    return ask(call.token(READER));
  }

  private Reply asOperator(Call call) {
    return ask(call.token(OPERATOR));
  }

  private void answers(Reply reply, int status, String body) {
    assertThat(reply.text()).isEqualTo(body);
    assertThat(reply.status()).isEqualTo(status);
  }

  private void isError(Reply reply, int status, String title) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().path("error").stringValue("")).isEqualTo(title);
    assertThat(reply.json().path("message").stringValue("")).isNotEmpty();
    assertThat(reply.text()).doesNotContain(folder.toString(), "Exception", "dev.spacetime");
  }

  /** Changes files and returns when every platform answers the call as it is expected then. */
  private void onDisk(DiskChange change, Call probe, Predicate<String> noticed) throws IOException {
    client();
    change.make();
    for (ApiClient single : client().single()) {
      Instant deadline = Instant.now().plus(CHANGE_VISIBLE_MAX);
      while (!noticed.test(single.send(probe.token(OPERATOR)).text())) {
        assertThat(Instant.now()).as("the change is noticed before").isBefore(deadline);
        Thread.onSpinWait();
      }
    }
  }

  // A file that is being written is listed with what there is of it.
  private static Predicate<String> lists(String path, int bytes) {
    return says("\"path\":\"" + path + "\",\"size_bytes\":" + bytes + ",");
  }

  private static Predicate<String> says(String text) {
    return answer -> answer.contains(text);
  }

  private interface DiskChange {
    void make() throws IOException;
  }

  // ---- Authentication and roles

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void everyEndpointButHealthNeedsToken(Endpoint endpoint) {
    Call call = Call.of(endpoint.method().name(), endpoint.path());
    String refusal =
        "{\"error\":\"Unauthorized\",\"message\":\"Missing or invalid authentication token\"}";
    for (Call wrong :
        List.of(
            call,
            call.token("wrong-secret-of-the-kit"),
            call.token(""),
            call.token("two words"),
            call.header("Authorization", READER),
            call.header("Authorization", "Basic " + READER),
            call.token(OPERATOR).token(OPERATOR),
            call.token(OPERATOR).token("other"))) {
      Reply reply = ask(wrong);
      if (endpoint.access() == Access.PUBLIC) {
        assertThat(reply.status()).isEqualTo(200);
      } else {
        answers(reply, 401, refusal);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      }
    }
  }

  @Test
  void schemeOfAuthorizationIsCaseInsensitive() {
    assertThat(ask(Call.get("/scene").header("Authorization", "bearer " + READER)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void readerMayReadAndValidateOnly(Endpoint endpoint) {
    Reply reply = asReader(Call.of(endpoint.method().name(), endpoint.path()));
    if (endpoint.access() == Access.OPERATOR) {
      isError(reply, 403, "Forbidden");
    } else {
      assertThat(reply.status()).isNotIn(401, 403);
    }
  }

  @Test
  void healthTellsNothingOfTheInside() {
    answers(ask(Call.get("/health/live")), 200, "{\"status\":\"live\"}");
    answers(ask(Call.get("/health/ready")), 200, "{\"status\":\"ready\"}");
  }

  // ---- Paths and methods

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/SCENE",
        "/%73cene",
        "/scene;x=1",
        "//scene",
        "/scene/",
        "/scenes/..",
        "/scene%2Fhistory",
        "/./scene",
        "/scene%00",
        "/admin",
        "/scene.css"
      })
  void otherSpellingsOfPathsLeadNowhere(String path) {
    Reply reply = client().send(Call.get(path).token(OPERATOR));
    assertThat(reply.status()).isIn(400, 404);
    assertThat(reply.json().path("error").stringValue("")).isNotEmpty();
  }

  @Test
  void wrongMethodNamesTheRightOnes() {
    Reply reply = asOperator(Call.of("DELETE", "/scene"));
    isError(reply, 405, "Method Not Allowed");
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, POST, PUT");
    assertThat(asOperator(Call.of("PATCH", "/scenes")).header("Allow")).isEqualTo("GET, HEAD");
    assertThat(asOperator(Call.of("get", "/scenes")).status()).isEqualTo(405);
    assertThat(asOperator(Call.of("BREW", "/scenes")).status()).isEqualTo(405);
    assertThat(asOperator(Call.of("OPTIONS", "/scene/reload")).header("Allow")).isEqualTo("POST");
  }

  @Test
  void requestIdIsKeptWhenItIsWellFormed() {
    Call call = Call.get("/scene");
    assertThat(asReader(call.header("X-Request-Id", "abc-1.2_3")).header("X-Request-Id"))
        .isEqualTo("abc-1.2_3");
    assertThat(asReader(call.header("X-Request-Id", "a b")).header("X-Request-Id"))
        .matches("[0-9a-f]{32}");
    assertThat(asReader(call.header("X-Request-Id", "x".repeat(65))).header("X-Request-Id"))
        .matches("[0-9a-f]{32}");
  }

  // ---- Bodies

  static List<Endpoint> endpointsWithBody() {
    return List.of(
        Endpoint.SCENE_LOAD,
        Endpoint.SCENE_VALIDATE,
        Endpoint.WHITELIST_CHANGE,
        Endpoint.VARIANT_SWITCH,
        Endpoint.ROLLOUT_CHANGE,
        Endpoint.ROLLOUT_PAUSE,
        Endpoint.ROLLOUT_RESUME,
        Endpoint.ROLLOUT_PROMOTE,
        Endpoint.ROLLOUT_ROLLBACK,
        Endpoint.MISMATCH_REPLAY,
        Endpoint.CACHE_INVALIDATE,
        Endpoint.TOKENS_CHANGE);
  }

  private static Call of(Endpoint endpoint) {
    return Call.of(endpoint.method().name(), endpoint.path());
  }

  @ParameterizedTest
  @MethodSource("endpointsWithBody")
  void malformedJsonIsRefused(Endpoint endpoint) {
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "{]",
            "nul",
            "[]",
            "\"text\"",
            "1",
            "null",
            "{\"a\":1}{",
            "{\"a\":1} x",
            "{'a':1}",
            "{\"a\":1,}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":01}",
            "{\"a\":\"\u0001\"}",
            "{\"a\":NaN}",
            "// comment\n{}",
            "\uFEFF{}",
            "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
            "{\"a\":" + "1".repeat(5_000) + "}")) {
      answers(asOperator(of(endpoint).json(body)), 400, INVALID_JSON);
    }
  }

  @ParameterizedTest
  @MethodSource("endpointsWithBody")
  void otherEncodingsOfJsonAreRefused(Endpoint endpoint) {
    String json = "{\"scene_path\":\"res://main.tscn\"}";
    for (byte[] body :
        List.of(
            json.getBytes(StandardCharsets.UTF_16),
            json.getBytes(StandardCharsets.UTF_16LE),
            "{\"scene_path\":\"res://\u00e9.tscn\"}".getBytes(StandardCharsets.ISO_8859_1),
            new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAE, '"', ':', '1', '}'},
            new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'})) {
      answers(asOperator(of(endpoint).json("").body(body)), 400, INVALID_JSON);
    }
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    for (String type :
        List.of(
            "text/plain",
            "application/jsonx",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "text/json")) {
      answers(asOperator(of(endpoint).header("Content-Type", type).body(utf8)), 400, INVALID_JSON);
    }
    answers(asOperator(of(endpoint).body(utf8)), 400, INVALID_JSON);
    isError(
        asOperator(of(endpoint).json(json).header("Content-Encoding", "br")), 400, "Bad Request");
  }

  @ParameterizedTest
  @MethodSource("endpointsWithBody")
  void oversizedBodyIsRefused(Endpoint endpoint) throws IOException {
    String json = "{\"scene_path\":\"" + "a".repeat(1_500_000) + "\"}";
    isError(asOperator(of(endpoint).json(json)), 413, "Payload Too Large");
    isError(asOperator(of(endpoint).json(json).inChunks()), 413, "Payload Too Large");
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[50_000_000]);
    }
    Call call = of(endpoint).json("").header("Content-Encoding", "gzip").body(bomb.toByteArray());
    isError(asOperator(call), 413, "Payload Too Large");
  }

  @Test
  void bodyOfExactlyTheMostIsRead() {
    String head = "{\"scene_path\":\"res://main.tscn\",\"x\":\"";
    String body = head + "a".repeat(1_048_576 - head.length() - 2) + "\"}";
    assertThat(asReader(Call.put("/scene", body)).status()).isEqualTo(200);
    assertThat(asReader(Call.put("/scene", body + " ")).status()).isEqualTo(413);
  }

  @Test
  void gzippedBodyIsRead() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
      gzip.write("{\"scene_path\":\"res://main.tscn\"}".getBytes(StandardCharsets.UTF_8));
    }
    Call call = Call.put("/scene", "").header("Content-Encoding", "gzip");
    assertThat(asReader(call.body(body.toByteArray())).status()).isEqualTo(200);
    answers(asReader(call.body(new byte[] {1, 2, 3})), 400, INVALID_JSON);
  }

  @Test
  void memberOfWrongTypeIsNamed() {
    assertNames("scene_path", asOperator(Call.post("/scene", "{\"scene_path\":1}")));
    assertNames(
        "wait",
        asOperator(Call.post("/scene", "{\"scene_path\":\"res://a.tscn\",\"wait\":\"x\"}")));
    assertNames("scene_path", asReader(Call.put("/scene", "{\"scene_path\":[]}")));
    assertNames("scene_path", asReader(Call.put("/scene", "{}")));
    assertNames("action", asOperator(Call.post("/whitelist", "{\"action\":true}")));
    assertNames("active", asOperator(Call.put("/admin/variant", "{\"active\":7}")));
    assertNames(
        "reason", asOperator(Call.put("/admin/variant", "{\"active\":\"original\",\"reason\":1}")));
    assertNames("reason", asOperator(Call.put("/admin/variant", "{\"active\":\"original\"}")));
    assertNames("key", asOperator(Call.post("/admin/cache/invalidate", "{\"key\":{}}")));
  }

  private void assertNames(String member, Reply reply) {
    isError(reply, 400, "Bad Request");
    assertThat(reply.json().path("message").stringValue("")).contains(member);
  }

  @Test
  void unknownMembersAreIgnored() {
    Reply reply =
        asReader(Call.put("/scene", "{\"x\":1,\"scene_path\":\"res://main.tscn\",\"y\":[{}]}"));
    assertThat(reply.status()).isEqualTo(200);
  }

  // ---- GET and POST /scene

  @Test
  void noSceneIsLoadedAtFirst() {
    answers(
        asReader(Call.get("/scene")),
        200,
        "{\"scene_name\":null,\"scene_path\":null,\"status\":\"no_scene\"}");
    isError(asOperator(Call.of("POST", "/scene/reload")), 404, "Not Found");
    answers(
        asReader(Call.get("/scene/history")), 200, "{\"history\":[],\"count\":0,\"max_size\":10}");
  }

  @Test
  void loadedSceneBecomesCurrent() {
    answers(
        asOperator(Call.post("/scene", "{\"scene_path\":\"res://main.tscn\"}")),
        200,
        "{\"status\":\"loading\",\"scene\":\"res://main.tscn\","
            + "\"message\":\"Scene load initiated successfully\"}");
    answers(
        load("res://levels/one.tscn"),
        200,
        "{\"status\":\"loaded\",\"scene\":\"res://levels/one.tscn\","
            + "\"message\":\"Scene loaded successfully\"}");
    answers(
        asReader(Call.get("/scene")),
        200,
        "{\"scene_name\":\"One\",\"scene_path\":\"res://levels/one.tscn\",\"status\":\"loaded\"}");
    answers(
        asReader(Call.get("/scene/history")),
        200,
        "{\"history\":[{\"scene_path\":\"res://levels/one.tscn\",\"scene_name\":\"One\","
            + "\"loaded_at\":\"2026-01-02T03:04:05Z\",\"load_duration_ms\":0},"
            + "{\"scene_path\":\"res://main.tscn\",\"scene_name\":\"Main\","
            + "\"loaded_at\":\"2026-01-02T03:04:05Z\",\"load_duration_ms\":0}],"
            + "\"count\":2,\"max_size\":10}");
  }

  private Reply load(String scene) {
    return asOperator(Call.post("/scene", "{\"scene_path\":\"" + scene + "\",\"wait\":true}"));
  }

  @Test
  void mainSceneIsLoadedWhenNoneIsNamed() {
    Reply reply = asOperator(Call.post("/scene", "{\"wait\":true}"));
    assertThat(reply.json().path("scene").stringValue("")).isEqualTo("res://main.tscn");
    assertThat(asReader(Call.get("/scene")).text()).contains("\"scene_name\":\"Main\"");
  }

  @Test
  void missingSceneIsNotFound() {
    isError(load("res://nothing.tscn"), 404, "Not Found");
    isError(load("res://link.tscn"), 404, "Not Found");
    isError(load("res://linked/secret.tscn"), 404, "Not Found");
    assertThat(asReader(Call.get("/scene/history")).json().path("count").intValue(-1)).isZero();
  }

  @Test
  void failedLoadLeavesTheCurrentScene() {
    load("res://main.tscn");
    Reply refused = load("res://broken.tscn");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").size()).isPositive();
    assertThat(asReader(Call.get("/scene")).text()).contains("\"scene_name\":\"Main\"");
    JsonNode newest = asReader(Call.get("/scene/history")).json().path("history").path(0);
    assertThat(newest.path("scene_path").stringValue("")).isEqualTo("res://broken.tscn");
    assertThat(newest.path("error").stringValue("")).isNotEmpty();
  }

  @Test
  void historyKeepsTheLastTen() {
    for (int i = 0; i < 6; i++) {
      load("res://main.tscn");
      load("res://levels/one.tscn");
    }
    JsonNode history = asReader(Call.get("/scene/history")).json();
    assertThat(history.path("count").intValue(-1)).isEqualTo(10);
    assertThat(history.path("history").path(0).path("scene_name").stringValue("")).isEqualTo("One");
    assertThat(history.path("history").path(9).path("scene_name").stringValue(""))
        .isEqualTo("Main");
  }

  @Test
  void reloadReadsTheSceneAgain() throws IOException {
    load("res://main.tscn");
    project.write("main.tscn", TestProject.scene("Renamed", "Node"));
    answers(
        asOperator(Call.of("POST", "/scene/reload")),
        200,
        "{\"status\":\"reloading\",\"scene\":\"res://main.tscn\",\"scene_name\":\"Main\","
            + "\"message\":\"Scene reload initiated successfully\"}");
    load("res://levels/one.tscn");
    JsonNode reloaded = asReader(Call.get("/scene/history")).json().path("history").path(1);
    assertThat(reloaded.path("scene_name").stringValue("")).isEqualTo("Renamed");
  }

  // ---- PUT /scene

  private Reply validate(String scene) {
    return asReader(Call.put("/scene", "{\"scene_path\":\"" + scene + "\"}"));
  }

  @Test
  void soundSceneIsValid() {
    answers(
        validate("res://main.tscn"),
        200,
        "{\"valid\":true,\"errors\":[],\"warnings\":[],\"scene_info\":"
            + "{\"node_count\":1,\"root_type\":\"Node3D\",\"root_name\":\"Main\"}}");
    assertThat(validate("res://levels/one.tscn").json().path("valid").booleanValue(false)).isTrue();
    answers(
        asReader(Call.get("/scene")),
        200,
        "{\"scene_name\":null,\"scene_path\":null,\"status\":\"no_scene\"}");
  }

  @Test
  void brokenSceneIsInvalidAndSaysWhere() {
    JsonNode verdict = validate("res://broken.tscn").json();
    assertThat(verdict.path("valid").booleanValue(true)).isFalse();
    assertThat(verdict.path("errors").path(0).path("line").intValue(0)).isPositive();
    assertThat(verdict.path("errors").path(0).path("column").intValue(0)).isPositive();
  }

  @Test
  void missingSceneIsInvalid() {
    for (String scene :
        List.of("res://nothing.tscn", "res://link.tscn", "res://linked/secret.tscn")) {
      Reply reply = validate(scene);
      assertThat(reply.json().path("valid").booleanValue(true)).as(scene).isFalse();
      assertThat(reply.text()).doesNotContain("Secret");
    }
  }

  @Test
  void unreadableSceneIsInvalid() throws IOException {
    Files.createDirectories(project.root().resolve("folder.tscn"));
    assertThat(validate("res://folder.tscn").json().path("valid").booleanValue(true)).isFalse();
    project.write("locked.tscn", TestProject.scene("Locked", "Node"));
    Path locked = project.root().resolve("locked.tscn");
    assertThat(locked.toFile().setReadable(false, false)).isTrue();
    // A superuser reads it all the same.
    assertThat(validate("res://locked.tscn").json().path("valid").booleanValue(false))
        .isEqualTo(Files.isReadable(locked));
  }

  @Test
  void changeOnDiskChangesTheVerdict() throws IOException {
    assertThat(validate("res://levels/one.tscn").text()).contains("\"valid\":true");
    Call probe = Call.put("/scene", "{\"scene_path\":\"res://levels/one.tscn\"}");
    Predicate<String> valid = says("\"valid\":true");
    onDisk(() -> project.write("parts/part.tscn", "[gd_scene format=3]\n"), probe, valid.negate());
    assertThat(validate("res://levels/one.tscn").text()).contains("\"valid\":false");
    onDisk(() -> project.write("parts/part.tscn", TestProject.scene("Part", "Node")), probe, valid);
    assertThat(validate("res://levels/one.tscn").text()).contains("\"valid\":true");
    onDisk(() -> project.delete("parts/part.tscn"), probe, valid.negate());
    assertThat(validate("res://levels/one.tscn").text()).contains("\"valid\":false");
  }

  @Test
  void fileThatVanishesAfterTheListingIsInvalid() throws IOException {
    project.write("fleeting.tscn", TestProject.scene("Fleeting", "Node"));
    assertThat(asReader(Call.get("/scenes")).text()).contains("fleeting");
    Call listing = Call.get("/scenes");
    onDisk(() -> project.delete("fleeting.tscn"), listing, says("fleeting").negate());
    assertThat(validate("res://fleeting.tscn").text()).contains("\"valid\":false");
    isError(load("res://fleeting.tscn"), 404, "Not Found");
    assertThat(asReader(Call.get("/scenes")).text()).doesNotContain("fleeting");
  }

  // ---- Path rules

  static List<String> forbiddenPaths() {
    return List.of(
        "res://" + "a".repeat(256) + ".tscn",
        "main.tscn",
        "/main.tscn",
        "user://main.tscn",
        "file:///etc/passwd.tscn",
        "RES://main.tscn",
        "res:/main.tscn",
        "res://main.tres",
        "res://main.tscn.txt",
        "res://main.TSCN",
        "res://../outside/secret.tscn",
        "res://a/../../outside/secret.tscn",
        "res://%2e%2e/outside/secret.tscn",
        "res://%2E%2E%2Foutside/secret.tscn",
        "res://..%2foutside/secret.tscn",
        "res://..%5coutside/secret.tscn",
        "res://%252e%252e/outside/secret.tscn",
        "res://%c0%ae%c0%ae/outside/secret.tscn",
        "res://..\\\\outside\\\\secret.tscn",
        "res://main.tscn%00.tscn",
        "res://main\\u0000.tscn",
        "res://addons/tool/tool.tscn",
        "res://.godot/x.tscn",
        "res://a/.godot/b/x.tscn");
  }

  @ParameterizedTest
  @MethodSource("forbiddenPaths")
  void pathRulesForbid(String path) {
    isError(validate(path), 403, "Forbidden");
    isError(load(path), 403, "Forbidden");
    isError(
        asOperator(
            Call.post("/whitelist", "{\"action\":\"validate\",\"scene_path\":\"" + path + "\"}")),
        403,
        "Forbidden");
  }

  // ---- GET /scenes

  @Test
  void listingIsSortedAndLeavesOutHiddenAddonsAndOutside() throws IOException {
    List<String> paths =
        asReader(Call.get("/scenes"))
            .json()
            .path("scenes")
            .valueStream()
            .map(scene -> scene.path("path").stringValue(""))
            .toList();
    assertThat(paths)
        .containsExactly(
            "res://broken.tscn",
            "res://levels/one.tscn",
            "res://main.tscn",
            "res://parts/part.tscn");
    Path main = project.root().resolve("main.tscn");
    JsonNode scene = asReader(Call.get("/scenes")).json().path("scenes").path(2);
    assertThat(scene.path("name").stringValue("")).isEqualTo("main");
    assertThat(scene.path("size_bytes").longValue(-1)).isEqualTo(Files.size(main));
  }

  @Test
  void listingOfOneDirectoryWithAddons() {
    Reply reply = asReader(Call.get("/scenes?dir=res://levels&include_addons=true"));
    JsonNode listing = reply.json();
    assertThat(listing.path("count").intValue(-1)).isEqualTo(1);
    assertThat(listing.path("directory").stringValue("")).isEqualTo("res://levels");
    assertThat(listing.path("include_addons").booleanValue(false)).isTrue();
    assertThat(asReader(Call.get("/scenes?include_addons=true")).text())
        .contains("res://addons/tool/tool.tscn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dir=levels", "dir=/", "dir=user://x", "dir=", "include_addons=maybe", "limit=0",
        "limit=-1", "limit=x", "limit=99999", "cursor=!", "cursor=AAAA", "dir=res://a&dir=res://b",
        "dir=%c0%ae"
      })
  void badQueryIsRefused(String query) {
    isError(asReader(Call.get("/scenes?" + query)), 400, "Bad Request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "res://nothing",
        "res://main.tscn",
        "res://..",
        "res://../outside",
        "res://levels/../../outside",
        "res://%2e%2e/outside",
        "res://..%5coutside",
        "res://%00",
        "res://linked",
        "res://levels%2f..%2f..%2foutside"
      })
  void directoryThatIsNotInTheProjectIsNotFound(String directory) {
    isError(asReader(Call.get("/scenes?dir=" + directory)), 404, "Not Found");
  }

  @Test
  void listingComesInPages() {
    JsonNode first = asReader(Call.get("/scenes?limit=3")).json();
    assertThat(first.path("count").intValue(-1)).isEqualTo(3);
    String cursor = first.path("next_cursor").stringValue("");
    JsonNode second = asReader(Call.get("/scenes?limit=3&cursor=" + cursor)).json();
    assertThat(second.path("count").intValue(-1)).isEqualTo(1);
    assertThat(second.path("scenes").path(0).path("path").stringValue(""))
        .isEqualTo("res://parts/part.tscn");
    assertThat(second.has("next_cursor")).isFalse();
  }

  @Test
  void listingFollowsTheDisk() throws IOException {
    int newSize = TestProject.scene("New", "Node").length();
    assertThat(asReader(Call.get("/scenes")).json().path("count").intValue(-1)).isEqualTo(4);
    Call listing = Call.get("/scenes");
    onDisk(
        () -> project.write("new/deep/er.tscn", TestProject.scene("New", "Node")),
        listing,
        lists("res://new/deep/er.tscn", newSize));
    assertThat(asReader(Call.get("/scenes")).text()).contains("res://new/deep/er.tscn");
    onDisk(
        () -> Files.move(project.root().resolve("new"), project.root().resolve("moved")),
        listing,
        lists("res://moved/deep/er.tscn", newSize).and(says("res://new/").negate()));
    assertThat(asReader(Call.get("/scenes")).text())
        .contains("res://moved/deep/er.tscn")
        .doesNotContain("res://new/");
    int size = TestProject.scene("LongerName", "Node").length();
    onDisk(
        () -> project.write("moved/deep/er.tscn", TestProject.scene("LongerName", "Node")),
        Call.get("/scenes?dir=res://moved"),
        says("\"size_bytes\":" + size));
    assertThat(asReader(Call.get("/scenes?dir=res://moved")).text())
        .contains("\"size_bytes\":" + TestProject.scene("LongerName", "Node").length());
  }

  // ---- Whitelist

  private Reply change(String action, String member, String value) {
    return asOperator(
        Call.post(
            "/whitelist", "{\"action\":\"" + action + "\",\"" + member + "\":\"" + value + "\"}"));
  }

  private Path whitelistFile() throws IOException {
    Path file = folder.resolve("whitelist.json");
    Files.writeString(
        file,
        """
        {"environments":{
          "production":{"scenes":["res://main.tscn"],"directories":["res://levels/"],
            "wildcards":["res://parts/*.tscn"]},
          "development":{"directories":["res://"]}},
         "blacklist":{"exact":["res://levels/secret.tscn"],"patterns":["**/private/*.tscn"]}}
        """);
    return file;
  }

  @Test
  void withoutFileEverySceneIsAllowed() {
    JsonNode rules = asReader(Call.get("/whitelist")).json().path("whitelist");
    assertThat(rules.path("config_loaded").booleanValue(true)).isFalse();
    assertThat(rules.path("blacklist_patterns").toString())
        .isEqualTo("[\"res://addons/**/*.tscn\",\"**/.godot/**/*.tscn\"]");
    assertThat(validate("res://main.tscn").status()).isEqualTo(200);
  }

  @Test
  void whitelistFileDecides() throws IOException {
    Path file = whitelistFile();
    startWith(options -> options.withWhitelist(file));
    assertThat(validate("res://main.tscn").status()).isEqualTo(200);
    assertThat(validate("res://levels/one.tscn").status()).isEqualTo(200);
    assertThat(validate("res://parts/part.tscn").status()).isEqualTo(200);
    isError(validate("res://parts/deeper/part.tscn"), 403, "Forbidden");
    isError(validate("res://broken.tscn"), 403, "Forbidden");
    isError(validate("res://levels/secret.tscn"), 403, "Forbidden");
    isError(validate("res://levels/private/x.tscn"), 403, "Forbidden");
  }

  @Test
  void whitelistChangesTakeEffectAtOnce() throws IOException {
    Path file = whitelistFile();
    startWith(options -> options.withWhitelist(file));
    isError(validate("res://broken.tscn"), 403, "Forbidden");
    Reply added = change("add_scene", "scene_path", "res://broken.tscn");
    assertThat(added.text())
        .startsWith("{\"success\":true,\"message\":")
        .endsWith(",\"scene_path\":\"res://broken.tscn\"}");
    assertThat(validate("res://broken.tscn").status()).isEqualTo(200);
    isError(validate("res://other/x.tscn"), 403, "Forbidden");
    assertThat(change("add_directory", "dir_path", "res://other/").status()).isEqualTo(200);
    assertThat(validate("res://other/x.tscn").status()).isEqualTo(200);
    assertThat(change("add_wildcard", "pattern", "res://w/**/*.tscn").status()).isEqualTo(200);
    assertThat(change("validate", "scene_path", "res://w/a/b/c.tscn").status()).isEqualTo(200);
    assertThat(asReader(Call.get("/whitelist")).text())
        .contains("res://broken.tscn", "res://other/", "res://w/**/*.tscn");
    isError(validate("res://elsewhere.tscn"), 403, "Forbidden");
    assertThat(change("set_environment", "environment", "development").status()).isEqualTo(200);
    assertThat(validate("res://elsewhere.tscn").status()).isEqualTo(200);
    isError(change("set_environment", "environment", "nowhere"), 400, "Bad Request");
  }

  @Test
  void whitelistFileIsReadAgain() throws IOException {
    Path file = whitelistFile();
    startWith(options -> options.withWhitelist(file));
    isError(validate("res://broken.tscn"), 403, "Forbidden");
    Files.writeString(file, Files.readString(file).replace("res://main.tscn", "res://broken.tscn"));
    assertThat(change("reload", "x", "y").status()).isEqualTo(200);
    assertThat(validate("res://broken.tscn").status()).isEqualTo(200);
    Files.writeString(file, "{broken");
    isError(change("reload", "x", "y"), 422, "Unprocessable Content");
    assertThat(validate("res://broken.tscn").status()).isEqualTo(200);
  }

  @Test
  void whitelistActionsAreChecked() {
    assertNames("action", asOperator(Call.post("/whitelist", "{}")));
    assertThat(change("explode", "x", "y").status()).isEqualTo(400);
    assertNames("scene_path", asOperator(Call.post("/whitelist", "{\"action\":\"add_scene\"}")));
    assertNames("dir_path", asOperator(Call.post("/whitelist", "{\"action\":\"add_directory\"}")));
    assertNames("pattern", asOperator(Call.post("/whitelist", "{\"action\":\"add_wildcard\"}")));
    assertNames(
        "environment", asOperator(Call.post("/whitelist", "{\"action\":\"set_environment\"}")));
    assertNames("scene_path", asOperator(Call.post("/whitelist", "{\"action\":\"validate\"}")));
    assertThat(change("add_scene", "scene_path", "res://../x.tscn").status()).isIn(400, 403);
    assertThat(change("add_directory", "dir_path", "res://no-slash").status()).isIn(400, 403);
  }

  // ---- Conditions

  private static final List<String> REVALIDATED =
      List.of("/scene", "/scenes", "/scene/history", "/whitelist", "/openapi.json", "/dashboard");

  private static String tag(Reply reply) {
    assertThat(reply.header("ETag")).matches("\"[A-Za-z0-9_-]{22}\"");
    return reply.header("ETag");
  }

  private void isNotModified(Reply reply, Reply whole) {
    assertThat(reply.status()).isEqualTo(304);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("ETag")).isEqualTo(whole.header("ETag"));
    for (String same : List.of("Cache-Control", "Vary", "Last-Modified", "RateLimit-Policy")) {
      assertThat(reply.header(same)).as(same).isEqualTo(whole.header(same));
    }
    for (String gone : List.of("Content-Type", "Content-Length", "Content-Encoding")) {
      assertThat(reply.headers().first(gone)).as(gone).isEmpty();
    }
  }

  @Test
  void whatAClientHoldsIsNotSentAgain() {
    startWith(Options::withLimits);
    for (String path : REVALIDATED) {
      Reply whole = asReader(Call.get(path));
      String tag = tag(whole);
      assertThat(whole.header("Vary")).isEqualTo("Accept-Encoding");
      for (String held : List.of(tag, "W/" + tag, "\"other\" , W/" + tag, "*", ",, " + tag + ",")) {
        isNotModified(asReader(Call.get(path).header("If-None-Match", held)), whole);
      }
      Call twice = Call.get(path).header("If-None-Match", "\"a\"");
      isNotModified(asReader(twice.header("If-None-Match", tag)), whole);
      isNotModified(asReader(Call.of("HEAD", path).header("If-None-Match", tag)), whole);
      assertThat(asReader(Call.of("HEAD", path)).header("ETag")).isEqualTo(tag);
    }
  }

  @Test
  void whatAClientDoesNotHoldIsSent() {
    for (String path : REVALIDATED) {
      Reply whole = asReader(Call.get(path));
      String bare = tag(whole).replace("\"", "");
      for (String other :
          List.of(
              "\"other\"",
              "\"" + bare + "-gzip5\"",
              "\"" + bare + "x\"",
              bare,
              "w/\"" + bare + "\"",
              "\"" + bare,
              "\"" + bare + "\" \"b\"",
              "\"a\"; \"" + bare + "\"",
              "*, \"b\"",
              "")) {
        Reply reply = asReader(Call.get(path).header("If-None-Match", other));
        assertThat(reply.status()).as(other).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(whole.text());
      }
    }
  }

  @Test
  void readsMayDemandWhatTheyHold() {
    for (String path : REVALIDATED) {
      String tag = tag(asReader(Call.get(path)));
      for (String held : List.of(tag, "*", "\"a\", " + tag)) {
        assertThat(asReader(Call.get(path).header("If-Match", held)).status()).isEqualTo(200);
      }
      for (String other : List.of("\"other\"", "W/" + tag, "", tag + " x")) {
        Reply reply = asReader(Call.get(path).header("If-Match", other));
        isError(reply, 412, "Precondition Failed");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      }
      Call both = Call.get(path).header("If-Match", tag).header("If-None-Match", tag);
      assertThat(asReader(both).status()).isEqualTo(304);
      Call neither = Call.get(path).header("If-Match", "\"x\"").header("If-None-Match", tag);
      assertThat(asReader(neither).status()).isEqualTo(412);
    }
    for (String path : List.of("/performance", "/metrics", "/health/live")) {
      Reply figures = asReader(Call.get(path).header("If-None-Match", "*"));
      assertThat(figures.status()).isEqualTo(200);
      assertThat(figures.headers().first("ETag")).isEmpty();
    }
  }

  @Test
  void refusalsHaveNoTag() {
    Reply refused = ask(Call.get("/scenes").header("If-None-Match", "*"));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers().first("ETag")).isEmpty();
    Reply missing = asReader(Call.get("/scenes?dir=res://nowhere").header("If-None-Match", "*"));
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.headers().first("ETag")).isEmpty();
  }

  @Test
  void tagFollowsTheContent() throws IOException {
    String empty = tag(asReader(Call.get("/scenes?dir=res://levels")));
    Call probe = Call.get("/scenes?dir=res://levels");
    onDisk(
        () -> project.write("levels/two.tscn", TestProject.scene("Two", "Node")),
        probe,
        lists("res://levels/two.tscn", TestProject.scene("Two", "Node").length()));
    assertThat(tag(asReader(probe))).isNotEqualTo(empty);
    assertThat(asReader(probe.header("If-None-Match", empty)).status()).isEqualTo(200);
    onDisk(() -> project.delete("levels/two.tscn"), probe, says("\"count\":1"));
    assertThat(asReader(probe.header("If-None-Match", empty)).status()).isEqualTo(304);
  }

  @Test
  void timeOfTheLastChangeCountsFromTheNextSecondOn() {
    load("res://main.tscn");
    for (String path : List.of("/scene", "/scene/history")) {
      assertThat(asReader(Call.get(path)).headers().first("Last-Modified")).isEmpty();
      Call early = Call.get(path).header("If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT");
      assertThat(asReader(early).status()).isEqualTo(200);
    }
    client().pass(Duration.ofSeconds(1));
    for (String path : List.of("/scene", "/scene/history")) {
      Reply whole = asReader(Call.get(path));
      String modified = whole.header("Last-Modified");
      assertThat(modified).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
      for (String since :
          List.of(modified, "Friday, 02-Jan-26 03:04:05 GMT", "Fri Jan  2 03:04:05 2026")) {
        isNotModified(asReader(Call.get(path).header("If-Modified-Since", since)), whole);
      }
      for (String since : List.of("Fri, 02 Jan 2026 03:04:04 GMT", "yesterday", "")) {
        assertThat(asReader(Call.get(path).header("If-Modified-Since", since)).status())
            .isEqualTo(200);
      }
      Call tagged = Call.get(path).header("If-Modified-Since", modified);
      assertThat(asReader(tagged.header("If-None-Match", "\"other\"")).status()).isEqualTo(200);
      isNotModified(asReader(tagged.header("If-None-Match", tag(whole))), whole);
      Call unmodified = Call.get(path);
      assertThat(asReader(unmodified.header("If-Unmodified-Since", modified)).status())
          .isEqualTo(200);
      isError(
          asReader(unmodified.header("If-Unmodified-Since", "Fri, 02 Jan 2026 03:04:04 GMT")),
          412,
          "Precondition Failed");
    }
  }

  @Test
  void whitelistIsChangedOnlyAsItIsKnown() {
    String known = tag(asReader(Call.get("/whitelist")));
    Call add =
        Call.post("/whitelist", "{\"action\":\"add_scene\",\"scene_path\":\"res://a.tscn\"}");
    for (Call other :
        List.of(
            add.header("If-Match", "\"other\""),
            add.header("If-Match", "W/" + known),
            add.header("If-None-Match", known),
            add.header("If-None-Match", "*"))) {
      isError(asOperator(other), 412, "Precondition Failed");
    }
    assertThat(tag(asReader(Call.get("/whitelist")))).isEqualTo(known);
    assertThat(asOperator(add.header("If-Match", known)).status()).isEqualTo(200);
    assertThat(tag(asReader(Call.get("/whitelist")))).isNotEqualTo(known);
    isError(asOperator(add.header("If-Match", known)), 412, "Precondition Failed");
    assertThat(asOperator(add.header("If-Match", "*")).status()).isEqualTo(200);
  }

  @Test
  void sceneIsLoadedOnlyOverTheOneThatIsKnown() {
    String none = tag(asReader(Call.get("/scene")));
    Call load = Call.post("/scene", "{\"scene_path\":\"res://main.tscn\",\"wait\":true}");
    assertThat(asOperator(load.header("If-Match", none)).status()).isEqualTo(200);
    String main = tag(asReader(Call.get("/scene")));
    isError(asOperator(load.header("If-Match", none)), 412, "Precondition Failed");
    Call reload = Call.of("POST", "/scene/reload");
    isError(asOperator(reload.header("If-Match", none)), 412, "Precondition Failed");
    assertThat(asReader(Call.get("/scene/history")).json().path("count").intValue(0)).isEqualTo(1);
    assertThat(asOperator(reload.header("If-Match", main)).status()).isEqualTo(200);
    isError(asOperator(load.header("If-Match", none).json("{")), 400, "Bad Request");
  }

  // ---- Codings

  private void writeScenes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      project.write("many/scene_" + i + ".tscn", TestProject.scene("Scene" + i, "Node"));
    }
  }

  /** Asks until every platform gives the coding: what is kept is encoded in the background. */
  private Reply inCoding(Call call, String coding) {
    for (ApiClient single : client().single()) {
      Instant deadline = Instant.now().plus(CHANGE_VISIBLE_MAX);
      while (!single.send(call.token(READER)).header("Content-Encoding").equals(coding)) {
        assertThat(Instant.now()).as("%s in %s before", call, coding).isBefore(deadline);
        Thread.onSpinWait();
      }
    }
    return asReader(call);
  }

  @Test
  void bodyIsSentInTheCodingThatSuitsTheClient() throws IOException {
    writeScenes(100);
    for (String path : List.of("/scenes", "/openapi.json", "/dashboard")) {
      Reply plain = asReader(Call.get(path));
      assertThat(plain.headers().first("Content-Encoding")).isEmpty();
      for (List<String> chosen :
          List.of(
              List.of("gzip", "gzip"),
              List.of("x-gzip;q=0.5", "gzip"),
              List.of("GZIP, br;q=0", "gzip"),
              List.of("br", "br"),
              List.of("zstd", "zstd"),
              List.of("gzip, deflate, br, zstd", "br"),
              List.of("gzip, zstd", "zstd"),
              List.of("*", "br"),
              List.of("*;q=0.5, br;q=0.1", "zstd"),
              List.of("identity;q=0.5, gzip;q=0.4", ""),
              List.of("identity;q=0, gzip;q=0.1", "gzip"),
              List.of("gzip;q=0, *;q=0", ""),
              List.of("gzip;q=2, br;q=x", ""),
              List.of("deflate", ""),
              List.of("", ""))) {
        Call call = Call.get(path).header("Accept-Encoding", chosen.get(0));
        Reply reply = inCoding(call, chosen.get(1));
        assertThat(reply.decoded()).as("%s", chosen).isEqualTo(plain.body());
        assertThat(reply.header("Content-Encoding")).isEqualTo(chosen.get(1));
        assertThat(reply.header("Vary")).isEqualTo("Accept-Encoding");
        String suffix = chosen.get(1).isEmpty() ? "" : "-" + chosen.get(1) + "\\d+";
        assertThat(reply.header("ETag")).matches(tag(plain).substring(0, 23) + suffix + "\"");
        isNotModified(asReader(call.header("If-None-Match", reply.header("ETag"))), reply);
        assertThat(asReader(call.header("If-Match", reply.header("ETag"))).status()).isEqualTo(200);
        isNotModified(
            asReader(Call.get(path).header("If-None-Match", reply.header("ETag"))), reply);
      }
    }
  }

  @Test
  void smallBodyIsSentAsItIs() {
    Call call = Call.get("/scene").header("Accept-Encoding", "gzip, br, zstd");
    Reply reply = asReader(call);
    assertThat(reply.headers().first("Content-Encoding")).isEmpty();
    assertThat(reply.header("Vary")).isEqualTo("Accept-Encoding");
    Reply refused = asReader(Call.get("/scene").header("Accept-Encoding", "gzip, identity;q=0"));
    assertThat(refused.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(refused.decoded()).isEqualTo(reply.body());
  }

  /** What is asked is in the answer, and so would be in its length if it were made smaller. */
  @Test
  void nothingIsMadeSmallerThatHoldsSecretsOrWhatWasAsked() throws IOException {
    project.write(
        "levels/odd.tscn",
        "[gd_scene format=3]\n\n[node name=\"A\" type=\"Node\"]\n"
            + "[node name=\"B\" type=\"Node\" parent=\"nowhere\"]\n".repeat(50));
    String codings = "gzip, br, zstd, identity;q=0";
    String addresses = "\"10.0.0.0/8\"" + ",\"10.0.0.0/8\"".repeat(15);
    for (Call call :
        List.of(
            Call.put("/scene", "{\"scene_path\":\"res://levels/odd.tscn\"}"),
            Call.post(
                "/admin/tokens",
                "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\",\"addresses\":["
                    + addresses
                    + "]}"),
            Call.get("/admin/tokens"),
            Call.get("/admin/variant"),
            Call.get("/scenes?dir=res://nowhere"),
            Call.post("/whitelist", "{\"action\":\"" + "x".repeat(2_000) + "\"}"))) {
      Reply reply = asOperator(call.header("Accept-Encoding", codings));
      assertThat(reply.headers().first("Content-Encoding")).as("%s", call).isEmpty();
      assertThat(reply.json().isObject()).isTrue();
    }
    assertThat(validate("res://levels/odd.tscn").body()).hasSizeGreaterThan(4_096);
    Reply figures = asReader(Call.get("/performance").header("Accept-Encoding", "gzip"));
    assertThat(figures.header("Content-Encoding")).isEqualTo("gzip");
  }

  // ---- Rate limits

  @Test
  void rateLimitsCountByPath() {
    startWith(Options::withLimits);
    for (int i = 0; i < 30; i++) {
      Reply reply = asReader(Call.get("/scene"));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("RateLimit-Policy")).contains("q=30", "w=60");
      assertThat(reply.header("RateLimit")).contains("r=" + (29 - i));
    }
    Reply refused = asReader(Call.put("/scene", "{\"scene_path\":\"res://main.tscn\"}"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("2");
    assertThat(refused.text())
        .startsWith("{\"error\":\"Too Many Requests\",\"message\":")
        .endsWith(",\"retry_after\":2}");
    assertThat(asReader(Call.get("/scenes")).status()).isEqualTo(200);
    assertThat(ask(Call.get("/scene")).header("RateLimit-Policy")).contains("q=30");
    assertThat(ask(Call.get("/health/live")).status()).isEqualTo(200);
  }

  @Test
  void refusalsCarryTheLimitsToo() {
    startWith(Options::withLimits);
    for (Reply reply :
        List.of(
            ask(Call.get("/whitelist")),
            asReader(Call.of("POST", "/whitelist")),
            asOperator(Call.post("/whitelist", "{")),
            asReader(Call.get("/scenes?dir=x")),
            validate("res://../x.tscn"))) {
      assertThat(reply.status()).isGreaterThanOrEqualTo(400);
      assertThat(reply.header("RateLimit-Policy")).isNotEmpty();
      assertThat(reply.header("RateLimit")).isNotEmpty();
    }
  }

  // ---- Platform

  @Test
  void performanceTellsItsFigures() {
    load("res://main.tscn");
    JsonNode figures = asReader(Call.get("/performance")).json();
    assertThat(figures.path("timestamp").stringValue("")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(figures.path("variant").stringValue("")).isIn("original", "optimized");
    assertThat(figures.path("security").path("auth").path("total_checks").longValue(-1))
        .isEqualTo(2);
    assertThat(figures.path("engine").path("requests_in_flight").longValue(-1)).isEqualTo(1);
    assertThat(figures.path("engine").path("requests").path(0).path("endpoint").stringValue(""))
        .isEqualTo("scene_load");
  }

  @Test
  void metricsAreInPrometheusText() {
    asReader(Call.get("/scene"));
    Reply reply = asReader(Call.get("/metrics"));
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.text())
        .contains("spacetime_requests_total{endpoint=\"scene_current\",status=\"200\",variant=")
        .contains("# TYPE spacetime_request_duration_seconds summary");
  }

  @Test
  void documentsAreServed() {
    assertThat(asReader(Call.get("/openapi.json")).json().path("openapi").stringValue(""))
        .startsWith("3.1");
    Reply page = asReader(Call.get("/dashboard"));
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    Reply refused = ask(Call.get("/dashboard").header("Accept", "text/html,*/*"));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
  }

  @Test
  void variantIsToldAndSwitched() {
    for (ApiClient single : client().single()) {
      JsonNode before = operate(single, Call.get("/admin/variant"), 200);
      String first = before.path("active").stringValue("");
      assertThat(before.path("previous").isNull()).isTrue();
      String body = "{\"active\":\"%s\",\"reason\":\"the kit says so\"}".formatted(other(first));
      JsonNode after = operate(single, Call.put("/admin/variant", body), 200);
      assertThat(after.path("active").stringValue("")).isEqualTo(other(first));
      assertThat(after.path("previous").stringValue("")).isEqualTo(first);
      assertThat(after.path("reason").stringValue("")).isEqualTo("the kit says so");
      JsonNode refused =
          operate(
              single,
              Call.put("/admin/variant", "{\"active\":\"optimised\",\"reason\":\"w\"}"),
              400);
      assertThat(refused.path("message").stringValue("")).contains("did you mean optimized?");
      assertThat(operate(single, Call.get("/admin/variant"), 200)).isEqualTo(after);
    }
  }

  // ---- Rollouts

  /** One of several platforms: what they are told depends on what serves. */
  private JsonNode operate(ApiClient single, Call call, int status) {
    Reply reply = single.send(call.token(OPERATOR));
    OpenApiCheck.check(call, reply);
    assertThat(reply.status()).as("%s: %s", call, reply.text()).isEqualTo(status);
    return reply.json();
  }

  private static String other(String variant) {
    return variant.equals("original") ? "optimized" : "original";
  }

  private JsonNode step(ApiClient single, String action, int status) {
    return operate(
        single,
        Call.post("/admin/rollout/" + action, "{\"reason\":\"%s\"}".formatted(action)),
        status);
  }

  private static void serves(JsonNode rollout, String mode, String stable, int sharePercent) {
    assertThat(rollout.path("mode").stringValue("")).isEqualTo(mode);
    assertThat(rollout.path("stable").stringValue("")).isEqualTo(stable);
    assertThat(rollout.path("share_percent").intValue(-1)).isEqualTo(sharePercent);
  }

  @Test
  void rolloutGoesThroughItsModes() {
    for (ApiClient single : client().single()) {
      JsonNode begin = operate(single, Call.get("/admin/rollout"), 200);
      String first = begin.path("stable").stringValue("");
      String other = other(first);
      serves(begin, "fixed", first, 0);
      assertThat(begin.path("since").stringValue("")).isEqualTo("2026-01-02T03:04:05Z");
      for (String idle : List.of("pause", "resume", "promote", "rollback")) {
        step(single, idle, 409);
      }
      String shadow = "{\"mode\":\"shadow\",\"candidate\":\"%s\",\"reason\":\"shadow\"}";
      JsonNode shadowing =
          operate(single, Call.put("/admin/rollout", shadow.formatted(other)), 200);
      serves(shadowing, "shadow", first, 0);
      assertThat(shadowing.path("candidate").stringValue("")).isEqualTo(other);
      assertThat(shadowing.path("shadow_percent").intValue(-1)).isEqualTo(10);
      operate(single, Call.put("/admin/rollout", shadow.formatted(first)), 400);
      step(single, "pause", 409);
      String canary =
          "{\"mode\":\"canary\",\"candidate\":\"%s\",\"steps\":[5,100],\"hold_seconds\":60,"
              + "\"reason\":\"canary\"}";
      serves(
          operate(single, Call.put("/admin/rollout", canary.formatted(other)), 200),
          "canary",
          first,
          5);
      step(single, "resume", 409);
      assertThat(step(single, "pause", 200).path("paused").booleanValue(false)).isTrue();
      step(single, "pause", 409);
      assertThat(step(single, "resume", 200).path("paused").booleanValue(true)).isFalse();
      serves(step(single, "promote", 200), "canary", first, 100);
      serves(step(single, "promote", 200), "fixed", other, 0);
      serves(step(single, "rollback", 200), "fixed", first, 0);
      step(single, "rollback", 409);
      String fixed = "{\"mode\":\"fixed\",\"variant\":\"%s\",\"reason\":\"fixed\"}";
      JsonNode watched = operate(single, Call.put("/admin/rollout", fixed.formatted(other)), 200);
      serves(watched, "fixed", other, 0);
      assertThat(watched.path("guarded").booleanValue(false)).isTrue();
      assertThat(watched.path("candidate").stringValue("")).isEqualTo(first);
      serves(step(single, "rollback", 200), "fixed", first, 0);
      JsonNode audit = operate(single, Call.get("/admin/audit"), 200);
      assertThat(audit.path("entries").valueStream().map(one -> one.path("action").stringValue("")))
          .containsExactly(
              "rollback",
              "switch",
              "rollback",
              "promote",
              "promote",
              "resume",
              "pause",
              "canary",
              "shadow",
              "switch");
      assertThat(audit.path("entries").valueStream().map(one -> one.path("who").stringValue("")))
          .containsOnlyOnce("start")
          .contains("kit-operator");
      assertThat(audit.path("entries").path(0).path("reason").stringValue(""))
          .isEqualTo("rollback");
      assertThat(audit.path("damaged").intValue(-1)).isZero();
    }
  }

  @Test
  void rolloutRequestsAreChecked() {
    String canary = "{\"mode\":\"canary\",\"candidate\":\"x\",\"reason\":\"w\"";
    assertNames("mode", asOperator(Call.put("/admin/rollout", "{}")));
    assertNames("mode", asOperator(Call.put("/admin/rollout", "{\"mode\":7}")));
    assertNames("mode", asOperator(Call.put("/admin/rollout", "{\"mode\":\"parrot\"}")));
    assertNames("variant", asOperator(Call.put("/admin/rollout", "{\"mode\":\"fixed\"}")));
    assertNames("candidate", asOperator(Call.put("/admin/rollout", "{\"mode\":\"shadow\"}")));
    Reply unknown = asOperator(Call.put("/admin/rollout", canary.replace("x", "optimised") + "}"));
    assertNames("candidate", unknown);
    assertNames("did you mean optimized?", unknown);
    for (String variant : List.of("original", "optimized")) {
      String known = canary.replace("x", variant);
      for (String steps :
          List.of("7", "[]", "[\"1\"]", "[1,2.5,100]", "[5,1,100]", "[50]", "[101]")) {
        assertNames(
            "steps", asOperator(Call.put("/admin/rollout", known + ",\"steps\":" + steps + "}")));
      }
      assertNames(
          "hold_seconds", asOperator(Call.put("/admin/rollout", known + ",\"hold_seconds\":-1}")));
      assertNames(
          "shadow_percent",
          asOperator(Call.put("/admin/rollout", known + ",\"shadow_percent\":101}")));
      assertNames(
          "reason", asOperator(Call.put("/admin/rollout", known.replace("\"w\"", "\"\"") + "}")));
    }
    assertThat(asOperator(Call.get("/admin/audit")).json().path("count").intValue(-1)).isOne();
  }

  @Test
  void everyChangeOfWhatServesNeedsAReason() {
    for (String action : List.of("pause", "resume", "promote", "rollback")) {
      for (String body : List.of("{}", "{\"reason\":7}", "{\"reason\":\" \"}")) {
        assertNames("reason", asOperator(Call.post("/admin/rollout/" + action, body)));
      }
    }
    assertNames("reason", asOperator(Call.put("/admin/variant", "{\"active\":\"original\"}")));
    assertNames(
        "reason",
        asOperator(
            Call.put(
                "/admin/variant",
                "{\"active\":\"original\",\"reason\":\"" + "x".repeat(501) + "\"}")));
    assertThat(asOperator(Call.get("/admin/audit")).json().path("count").intValue(-1)).isOne();
  }

  @Test
  void mismatchesAreToldAndReplayed() {
    answers(
        asOperator(Call.get("/admin/mismatches")),
        200,
        "{\"mismatches\":[],\"count\":0,\"total\":0}");
    assertNames("limit", asOperator(Call.get("/admin/mismatches?limit=0")));
    assertNames("before", asOperator(Call.get("/admin/mismatches?before=x")));
    String replay = "/admin/mismatches/replay";
    assertNames("number", asOperator(Call.post(replay, "{}")));
    assertNames("number", asOperator(Call.post(replay, "{\"number\":\"1\"}")));
    isError(asOperator(Call.post(replay, "{\"number\":1}")), 404, "Not Found");
  }

  @Test
  void changesAreToldInPages() {
    for (ApiClient single : client().single()) {
      String fixed =
          "{\"mode\":\"fixed\",\"variant\":\"original\",\"guarded\":false,\"reason\":\"w\"}";
      operate(single, Call.put("/admin/rollout", fixed), 200);
      JsonNode newest = operate(single, Call.get("/admin/audit?limit=1"), 200);
      assertThat(newest.path("entries").path(0).path("sequence").intValue(-1)).isEqualTo(2);
      assertThat(newest.path("count").intValue(-1)).isOne();
      JsonNode before = operate(single, Call.get("/admin/audit?limit=1&before=2"), 200);
      assertThat(before.path("entries").path(0).path("sequence").intValue(-1)).isEqualTo(1);
      assertThat(before.path("entries").path(0).path("who").stringValue("")).isEqualTo("start");
    }
    assertNames("limit", asOperator(Call.get("/admin/audit?limit=101")));
    assertNames("before", asOperator(Call.get("/admin/audit?before=0")));
  }

  @Test
  void rolloutPathsNameTheirMethods() {
    assertThat(asOperator(Call.of("DELETE", "/admin/rollout")).header("Allow"))
        .isEqualTo("GET, HEAD, PUT");
    for (String path : List.of("/admin/mismatches", "/admin/audit")) {
      Reply reply = asOperator(Call.of("POST", path));
      isError(reply, 405, "Method Not Allowed");
      assertThat(reply.header("Allow")).isEqualTo("GET, HEAD");
    }
    for (String action : List.of("rollout/pause", "rollout/rollback", "mismatches/replay")) {
      Reply reply = asOperator(Call.get("/admin/" + action));
      isError(reply, 405, "Method Not Allowed");
      assertThat(reply.header("Allow")).isEqualTo("POST");
    }
  }

  @Test
  void cacheIsInvalidated() {
    validate("res://main.tscn");
    for (String body :
        List.of(
            "{\"region\":\"nothing\"}",
            "{\"key\":\"res://nothing.tscn\"}",
            "{\"pattern\":\"nothing*\"}")) {
      assertThat(
              asOperator(Call.post("/admin/cache/invalidate", body))
                  .json()
                  .path("invalidated")
                  .longValue(-1))
          .isZero();
    }
    for (String body :
        List.of("{}", "{\"scope\":\"some\"}", "{\"region\":\"a\",\"scope\":\"all\"}")) {
      isError(asOperator(Call.post("/admin/cache/invalidate", body)), 400, "Bad Request");
    }
  }

  // ---- Tokens

  @Test
  void tokensAreMadeRotatedAndEnded() {
    Reply created =
        changeTokens(
            "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\","
                + "\"expires_in_seconds\":60,\"addresses\":[\"127.0.0.0/8\"]}");
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
    String token =
        "{\"name\":\"ci\",\"role\":\"reader\",\"created\":\"2026-01-02T03:04:05Z\","
            + "\"expires\":\"2026-01-02T03:05:05Z\",\"addresses\":[\"127.0.0.0/8\"]}";
    assertThat(created.text())
        .matches(
            "\\Q{\"success\":true,\"message\":\"Token created\",\"token\":"
                + token
                + ",\"secret\":\"\\Est_[A-Za-z0-9_-]{43}\"}");
    assertThat(asOperator(Call.get("/admin/tokens")).text()).contains(token, "\"count\":3}");
    Reply rotated = changeTokens("{\"action\":\"rotate\",\"name\":\"ci\",\"overlap_seconds\":30}");
    assertThat(rotated.text()).contains("\"message\":\"Token rotated\"", token);
    assertThat(asOperator(Call.get("/admin/tokens")).text())
        .contains("\"expires\":\"2026-01-02T03:04:35Z\"", "\"count\":4}");
    answers(
        changeTokens("{\"action\":\"revoke\",\"name\":\"ci\"}"),
        200,
        "{\"success\":true,\"message\":\"Token revoked\"}");
    assertThat(asOperator(Call.get("/admin/tokens")).text()).contains("\"count\":2}");
  }

  @Test
  void tokenCountsFromItsMakingToItsEnd() {
    for (ApiClient single : client().single()) {
      Call scene = Call.get("/scene");
      String first = secret(single, "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\"}");
      assertThat(single.send(scene.token(first)).status()).isEqualTo(200);
      assertThat(single.send(Call.get("/admin/tokens").token(first)).status()).isEqualTo(403);
      String second =
          secret(single, "{\"action\":\"rotate\",\"name\":\"ci\",\"overlap_seconds\":30}");
      assertThat(single.send(scene.token(first)).status()).isEqualTo(200);
      assertThat(single.send(scene.token(second)).status()).isEqualTo(200);
      String third = secret(single, "{\"action\":\"rotate\",\"name\":\"ci\"}");
      assertThat(single.send(scene.token(first)).status()).isEqualTo(401);
      assertThat(single.send(scene.token(second)).status()).isEqualTo(401);
      assertThat(single.send(scene.token(third)).status()).isEqualTo(200);
      single.send(
          Call.post("/admin/tokens", "{\"action\":\"revoke\",\"name\":\"ci\"}").token(OPERATOR));
      assertThat(single.send(scene.token(third)).status()).isEqualTo(401);
    }
  }

  private static String secret(ApiClient single, String change) {
    Reply reply = single.send(Call.post("/admin/tokens", change).token(OPERATOR));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().path("secret").stringValue("");
  }

  @Test
  void tokenCountsFromItsAddressesOnly() {
    String create =
        "{\"action\":\"create\",\"name\":\"NAME\",\"role\":\"reader\",\"addresses\":[\"RANGE\"]}";
    for (ApiClient single : client().single()) {
      String here = secret(single, create.replace("NAME", "a").replace("RANGE", "127.0.0.1"));
      assertThat(single.send(Call.get("/scene").token(here)).status()).isEqualTo(200);
      String there = secret(single, create.replace("NAME", "b").replace("RANGE", "192.0.2.0/24"));
      assertThat(single.send(Call.get("/scene").token(there)).status()).isEqualTo(401);
    }
  }

  @Test
  void tokenChangesAreChecked() {
    for (String body :
        List.of(
            "{}",
            "{\"action\":\"make\"}",
            "{\"action\":\"create\",\"name\":\"ci\"}",
            "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"king\"}",
            "{\"action\":\"create\",\"name\":\"c i\",\"role\":\"reader\"}",
            "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\",\"expires_in_seconds\":0}",
            "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\",\"expires_in_seconds\":1.5}",
            "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\",\"addresses\":[\"all\"]}",
            "{\"action\":\"create\",\"name\":\"ci\",\"role\":\"reader\",\"addresses\":[1]}",
            "{\"action\":\"rotate\",\"name\":\"kit-reader\",\"overlap_seconds\":604801}",
            "{\"action\":\"revoke\"}")) {
      isError(changeTokens(body), 400, "Bad Request");
    }
    isError(changeTokens("{\"action\":\"revoke\",\"name\":\"ci\"}"), 404, "Not Found");
    isError(changeTokens("{\"action\":\"rotate\",\"name\":\"ci\"}"), 404, "Not Found");
    isError(
        changeTokens("{\"action\":\"create\",\"name\":\"kit-reader\",\"role\":\"reader\"}"),
        422,
        "Unprocessable Content");
    assertThat(asOperator(Call.get("/admin/tokens")).text()).contains("\"count\":2}");
  }

  private Reply changeTokens(String body) {
    return asOperator(Call.post("/admin/tokens", body));
  }

  @Test
  void signedTokenCountsWhenAllOfItIsRight() throws IOException {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    startWith(options -> options.withSignedTokens(maker.rules()));
    String reader = maker.valid("someone", "reader");
    assertThat(ask(Call.get("/scene").token(reader)).status()).isEqualTo(200);
    assertThat(ask(Call.get("/scene").token(reader)).status()).isEqualTo(200);
    isError(ask(Call.get("/admin/variant").token(reader)), 403, "Forbidden");
    assertThat(ask(Call.get("/admin/variant").token(maker.valid("boss", "operator"))).status())
        .isEqualTo(200);
    assertThat(asReader(Call.get("/scene")).status()).isEqualTo(200);
    String claims = SignedTokenMaker.claims("someone", "operator");
    long past = TestPlatform.NOW.getEpochSecond();
    for (String wrong :
        List.of(
            maker.unsigned(claims),
            maker.signed("{'alg':'none'}", claims),
            maker.signed("{'alg':'RS256','kid':'kit'}", claims),
            maker.signed("{'alg':'HS256','kid':'other'}", claims),
            maker.signed(SignedTokenMaker.header(), claims.replace("'spacetime'", "'other'")),
            maker.signed(SignedTokenMaker.header(), claims.replace("'kit'", "'other'")),
            maker.signed(
                SignedTokenMaker.header(), claims.replaceAll("'exp':\\d+", "'exp':" + past)),
            maker.signed(SignedTokenMaker.header(), claims.replace("'operator'", "'king'")),
            reader.substring(0, reader.length() - 2) + "AA",
            reader + "." + reader)) {
      assertThat(ask(Call.get("/scene").token(wrong)).status()).as(wrong).isEqualTo(401);
    }
  }

  @Test
  void withoutKeysOnlyWhatWasCheckedCounts() throws IOException {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    startWith(options -> options.withSignedTokens(maker.rules()));
    Files.delete(maker.keys());
    client().pass(Duration.ofMillis(100));
    Reply unknown = ask(Call.get("/scene").token(maker.valid("someone", "reader")));
    isError(unknown, 503, "Service Unavailable");
    assertThat(unknown.header("Retry-After")).isEqualTo("1");
    assertThat(asReader(Call.get("/scene")).status()).isEqualTo(200);
    maker.write();
    assertThat(ask(Call.get("/scene").token(maker.valid("someone", "reader"))).status())
        .isEqualTo(200);
  }

  @Test
  void signedTokensAreRefusedUnlessTheyAreAskedFor() throws IOException {
    String token = new SignedTokenMaker(folder).valid("someone", "reader");
    assertThat(ask(Call.get("/scene").token(token)).status()).isEqualTo(401);
  }
}
