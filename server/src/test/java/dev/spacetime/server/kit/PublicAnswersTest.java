package dev.spacetime.server.kit;

import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.scene.ResourcePath;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.platform.PublicAnswers;
import dev.spacetime.server.platform.SurrogateTags;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What public answers say to caches, the same from both variants. */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class PublicAnswersTest {
  private static final PublicAnswers TIMES = new PublicAnswers(true, 5, 60, 30, 300);

  @TempDir Path folder;
  private TestProject project;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    project = TestProject.in(folder);
    client = new TwinClient(platform("original"), platform("optimized"));
  }

  @AfterEach
  void stop() {
    client.close();
  }

  private ApiClient platform(String variant) throws Exception {
    return OwnedClient.socket(
        TestPlatform.start(
            folder.resolve(variant), project, Options.of(variant).withPublicAnswers(TIMES)));
  }

  private Reply ask(String target) {
    return client.send(Call.get(target).token(READER));
  }

  private static List<String> tags(Reply reply) {
    List<String> tags = List.of(reply.header("Surrogate-Key").split(" ", -1));
    assertThat(reply.header("Cache-Tag")).isEqualTo(String.join(",", tags));
    assertThat(tags).allMatch(tag -> tag.matches("st-[A-Za-z0-9_-]+")).first().isEqualTo("st-all");
    return tags;
  }

  private static Set<String> changeOf(String path) {
    return SurrogateTags.ofChange(new ResourcePath(path));
  }

  @Test
  void publicAnswersTellTheirTimesAndTags() {
    for (String path : List.of("/scene", "/scenes", "/scene/history", "/openapi.json")) {
      for (int time = 0; time < 2; time++) {
        Reply reply = ask(path);
        assertThat(reply.headers().all("Cache-Control"))
            .containsExactly("public, max-age=5, stale-while-revalidate=30, stale-if-error=300");
        assertThat(reply.header("CDN-Cache-Control"))
            .isEqualTo("max-age=60, stale-while-revalidate=30, stale-if-error=300");
        assertThat(tags(reply)).isNotEmpty();
        Reply current =
            client.send(Call.get(path).token(READER).header("If-None-Match", reply.header("ETag")));
        assertThat(current.status()).isEqualTo(304);
        assertThat(tags(current)).isEqualTo(tags(reply));
      }
    }
  }

  @Test
  void allElseStaysPrivate() {
    for (String path : List.of("/whitelist", "/dashboard", "/performance", "/scenes?dir=x")) {
      Reply reply = ask(path);
      assertThat(reply.header("Cache-Control")).doesNotContain("public");
      assertThat(reply.headers().first("Surrogate-Key")).isEmpty();
      assertThat(reply.headers().first("CDN-Cache-Control")).isEmpty();
    }
    Reply refused = client.send(Call.get("/scenes"));
    assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aChangeNamesWhatShowsItAndNothingElse() {
    Set<String> change = changeOf("res://levels/one.tscn");
    assertThat(tags(ask("/scenes?dir=res://levels"))).containsAnyElementsOf(change);
    assertThat(tags(ask("/scenes"))).containsAnyElementsOf(change);
    assertThat(tags(ask("/scenes?dir=res://parts"))).doesNotContainAnyElementsOf(change);
    assertThat(tags(ask("/scene"))).doesNotContainAnyElementsOf(change);
    assertThat(tags(ask("/scenes?dir=res://levels")))
        .containsAnyElementsOf(changeOf("res://levels/new/other.tscn"))
        .containsAnyElementsOf(changeOf("res://levels"));
  }

  @Test
  void manyScenesAreNamedByTheirFolderAlone() throws Exception {
    for (int i = 0; i < 100; i++) {
      project.write("many/deeper/s" + i + ".tscn", TestProject.scene("S", "Node"));
    }
    List<String> tags = tags(ask("/scenes?dir=res://many"));
    assertThat(tags).hasSize(2).containsAnyElementsOf(changeOf("res://many/deeper/s7.tscn"));
    assertThat(tags(ask("/scenes?dir=res://many&limit=10"))).hasSize(12);
  }
}
