package dev.spacetime.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.PluginJar;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.platform.VariantPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The example of a variant from outside: built, switched to, compared, and rolled out. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class ThirdVariantTest {
  private static final Path EXAMPLE = Path.of("../docs/examples/memo-variant/src/main");
  private static final Duration COMPARED_MAX = Duration.ofSeconds(60);
  private static final int CLIENTS = 40;

  @TempDir Path folder;
  private TestProject project;
  private VariantPlugins plugins;
  private TestPlatform platform;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    Path jars = Files.createDirectory(folder.resolve("plugins"));
    PluginJar.build(EXAMPLE, jars.resolve("memo-variant.jar"));
    plugins = VariantPlugins.in(Optional.of(jars));
    assertThat(plugins.problems()).isEmpty();
    project = TestProject.in(folder);
    platform =
        TestPlatform.start(
            folder.resolve("data"),
            project,
            Options.of("original")
                .withCatalogue(plugins.catalogue())
                .withClients(CLIENTS)
                .inRealTime());
    client = platform.inProcess();
  }

  @AfterEach
  void stop() {
    platform.close();
    plugins.close();
  }

  private Reply operate(Call call) {
    Reply reply = client.send(call.token(TestPlatform.OPERATOR));
    assertThat(reply.status()).as("%s: %s", call, reply.text()).isEqualTo(200);
    return reply;
  }

  private void change(String json) {
    operate(Call.put("/admin/rollout", json.replace('\'', '"')));
  }

  private static Call validating(String scene) {
    return Call.put("/scene", "{\"scene_path\":\"" + scene + "\"}");
  }

  private String serving(String secret) {
    return client
        .send(Call.get("/performance").token(secret))
        .json()
        .path("variant")
        .stringValue("");
  }

  @Test
  void itAnswersAsTheOthersDoAlsoWhenFilesChange() throws Exception {
    String before = operate(validating("res://main.tscn")).text();
    change("{'mode':'fixed','variant':'memo','reason':'try it'}");
    assertThat(serving(TestPlatform.READER)).isEqualTo("memo");
    assertThat(operate(validating("res://main.tscn")).text()).isEqualTo(before);
    assertThat(operate(validating("res://main.tscn")).text()).isEqualTo(before);
    assertThat(client.send(validating("res://main.tscn")).status()).isEqualTo(401);
    assertThat(client.send(validating("res://addons/a/b.tscn").token(TestPlatform.READER)).status())
        .isEqualTo(403);
    project.write("main.tscn", TestProject.scene("Changed", "Node3D"));
    assertThat(operate(validating("res://main.tscn")).text()).contains("\"root_name\":\"Changed\"");
  }

  @Test
  void aCanaryHasItAnswerAShareOfTheClients() {
    change("{'mode':'canary','candidate':'memo','steps':[50,100],'reason':'a few'}");
    Set<String> serving = new TreeSet<>();
    for (int number = 0; number < CLIENTS; number++) {
      String first = serving(TestPlatform.client(number));
      assertThat(serving(TestPlatform.client(number))).isEqualTo(first);
      serving.add(first);
    }
    assertThat(serving).containsExactly("memo", "original");
    operate(Call.post("/admin/rollout/rollback", "{\"reason\":\"enough\"}"));
    for (int number = 0; number < CLIENTS; number++) {
      assertThat(serving(TestPlatform.client(number))).isEqualTo("original");
    }
  }

  @Test
  void shadowComparesItAndFindsNoDifference() {
    change("{'mode':'shadow','candidate':'memo','shadow_percent':100,'reason':'compare'}");
    Instant deadline = Instant.now().plus(COMPARED_MAX);
    JsonNode figures;
    do {
      assertThat(Instant.now()).as("enough is compared before").isBefore(deadline);
      operate(validating("res://main.tscn"));
      operate(Call.get("/scenes"));
      figures = operate(Call.get("/admin/rollout")).json().path("shadow");
    } while (figures.path("compared").intValue(0) < 20);
    assertThat(figures.path("mismatches").intValue(-1)).isZero();
    assertThat(figures.path("candidate").path("p50_ms").doubleValue(0)).isPositive();
  }
}
