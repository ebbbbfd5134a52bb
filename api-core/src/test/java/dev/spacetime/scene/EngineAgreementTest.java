package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds what this package says of real and of odd scenes against what the real engine said. */
class EngineAgreementTest {
  private final Map<String, List<String>> disagreements = new TreeMap<>();

  @TempDir Path folder;

  @Test
  void agreesOnEveryScene() throws IOException {
    Path demos = EngineData.materialize("demos-3.2", folder);
    List<JsonNode> facts = EngineData.lines("engine-facts.jsonl");
    for (JsonNode fact : facts) {
      compare(fact, SceneView.of(project(demos, fact), text(fact, "scene_path")).sceneFacts());
    }
    conclude("scenes", facts.size());
  }

  @Test
  void agreesOnEveryExpandedTree() throws IOException {
    Path demos = EngineData.materialize("demos-3.2", folder);
    List<JsonNode> facts = EngineData.lines("engine-trees.jsonl");
    for (JsonNode fact : facts) {
      compare(fact, SceneView.of(project(demos, fact), text(fact, "scene_path")).treeFacts());
    }
    conclude("trees", facts.size());
  }

  @Test
  void agreesOnEveryOddFile() throws IOException {
    ProjectFiles odd = new ProjectFiles(EngineData.materialize("odd", folder));
    List<JsonNode> facts = EngineData.lines("odd-facts.jsonl");
    for (JsonNode fact : facts) {
      int nodesTold = fact.path("nodes").size();
      compare(fact, SceneView.of(odd, text(fact, "scene")).oddFacts(nodesTold));
    }
    conclude("odd files", facts.size());
  }

  @Test
  void findsEverySceneOfGodot4Valid() throws IOException {
    Path demos = EngineData.materialize("demos-4", folder);
    int count = 0;
    for (Path project : EngineData.projects(demos)) {
      ProjectFiles files = new ProjectFiles(project);
      for (SceneFile scene : files.scenes(ResourcePath.ROOT, true)) {
        count++;
        List<SceneProblem> errors =
            new SceneValidator(DocumentSource.uncached(files)).validate(scene.path()).errors();
        if (!errors.isEmpty()) {
          disagreements.put(
              demos.relativize(project) + " " + scene.path(), List.of(errors.toString()));
        }
      }
    }
    conclude("Godot 4 demos that are valid", count);
  }

  private static ProjectFiles project(Path demos, JsonNode fact) {
    return new ProjectFiles(demos.resolve(text(fact, "project")));
  }

  /**
   * Compares every fact that there is a view of; those of the engine's own kind are passed over.
   */
  private void compare(JsonNode fact, Map<String, Object> view) {
    String name = text(fact, "project") + text(fact, "scene_path") + text(fact, "scene");
    view.forEach(
        (key, value) -> {
          Object engine = SceneView.plain(fact.path(key));
          if (!engine.equals(value)) {
            disagreements
                .computeIfAbsent(name, unused -> new ArrayList<>())
                .add(key + ": the engine says " + engine + ", here it is " + value);
          }
        });
  }

  private void conclude(String what, int count) {
    System.out.printf(
        "engine agreement: %d of %d %s (%s)%n",
        count - disagreements.size(), count, what, EngineData.label());
    assertThat(disagreements).isEmpty();
    assertThat(count).isPositive();
  }

  private static String text(JsonNode fact, String member) {
    return fact.path(member).stringValue("");
  }
}
