package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds everything that this package says of a scene against what the real engine said of it. */
class EngineAgreementTest {
  private final List<String> disagreements = new ArrayList<>();
  private final Map<Path, ProjectFiles> projects = new HashMap<>();

  @TempDir Path folder;

  @Test
  void agreesOnEveryScene() throws IOException {
    Path demos = EngineData.materialize("demos-3.2", folder);
    List<JsonNode> facts = EngineData.lines("engine-facts.jsonl");
    int agreed = count(facts, fact -> compareScene(fact, source(demos, fact)));
    conclude("scenes", agreed, facts.size());
  }

  @Test
  void agreesOnEveryExpandedTree() throws IOException {
    Path demos = EngineData.materialize("demos-3.2", folder);
    List<JsonNode> facts = EngineData.lines("engine-trees.jsonl");
    int agreed = count(facts, fact -> compareTree(fact, source(demos, fact)));
    conclude("trees", agreed, facts.size());
  }

  @Test
  void agreesOnEveryOddFile() throws IOException {
    Path odd = EngineData.materialize("odd", folder);
    DocumentSource source = DocumentSource.uncached(new ProjectFiles(odd));
    List<JsonNode> facts = EngineData.lines("odd-facts.jsonl");
    int agreed = count(facts, fact -> compareOdd(fact, source));
    conclude("odd files", agreed, facts.size());
  }

  @Test
  void everySceneOfGodot4IsValid() throws IOException {
    Path demos = EngineData.materialize("demos-4", folder);
    int valid = 0;
    int scenes = 0;
    for (Path project : EngineData.projects(demos)) {
      ProjectFiles files = new ProjectFiles(project);
      for (SceneFile scene : files.scenes(ResourcePath.ROOT, true)) {
        SceneReport report =
            new SceneValidator(DocumentSource.uncached(files)).validate(scene.path());
        scenes++;
        valid += report.valid() ? 1 : 0;
        if (!report.valid()) {
          disagreements.add(demos.relativize(project) + " " + report.errors());
        }
      }
    }
    conclude("valid scenes of Godot 4", valid, scenes);
  }

  private interface Comparison {
    void compare(JsonNode fact) throws IOException;
  }

  private int count(List<JsonNode> facts, Comparison comparison) throws IOException {
    int agreed = 0;
    for (JsonNode fact : facts) {
      int before = disagreements.size();
      comparison.compare(fact);
      agreed += disagreements.size() == before ? 1 : 0;
    }
    return agreed;
  }

  private void conclude(String what, int agreed, int all) {
    System.out.printf(
        "engine agreement: %d of %d %s (%s)%n", agreed, all, what, EngineData.label());
    assertThat(disagreements).isEmpty();
    assertThat(agreed).isEqualTo(all).isPositive();
  }

  private DocumentSource source(Path demos, JsonNode fact) throws IOException {
    Path project = demos.resolve(text(fact, "project"));
    if (!projects.containsKey(project)) {
      projects.put(project, new ProjectFiles(project));
    }
    return DocumentSource.uncached(projects.get(project));
  }

  private void compareScene(JsonNode fact, DocumentSource source) {
    ResourcePath path = new ResourcePath(text(fact, "scene_path"));
    String name = text(fact, "project") + " " + path;
    SceneReport report = new SceneValidator(source).validate(path);
    same(name + " loads", fact.path("loads").booleanValue(false), report.loads());
    same(name + " instances", true, report.instances());
    SceneDocument document = document(source, path);
    SceneInfo info = report.info();
    same(name + " node_count", fact.path("node_count").intValue(-1), document.nodes().size());
    same(name + " root_name", text(fact, "root_name"), info == null ? "" : info.rootName());
    same(name + " root_type", text(fact, "root_type"), document.nodes().get(0).type());
    same(
        name + " root_instance",
        nullable(fact, "root_instance"),
        instance(document, document.nodes().get(0)));
    same(
        name + " dependencies",
        fact.path("dependencies").valueStream().map(node -> node.stringValue("")).toList(),
        document.dependencies().stream().map(ResourcePath::value).toList());
    compareNodes(name, fact, document, false);
    same(
        name + " connections",
        fact.path("connections")
            .valueStream()
            .map(
                one ->
                    List.of(
                        text(one, "from"),
                        text(one, "signal"),
                        text(one, "to"),
                        text(one, "method")))
            .toList(),
        document.connections().stream()
            .map(
                one ->
                    List.of(one.from().toString(), one.signal(), one.to().toString(), one.method()))
            .toList());
    same(
        name + " instanced_owned_count",
        fact.path("instanced_owned_count").longValue(-1),
        SceneTree.expand(source, path).orElseThrow().nodes().stream()
                .filter(SceneTree.Node::owned)
                .count()
            + 1);
  }

  private void compareTree(JsonNode fact, DocumentSource source) {
    ResourcePath path = new ResourcePath(text(fact, "scene_path"));
    List<List<@Nullable String>> expected =
        fact.path("tree")
            .valueStream()
            .map(node -> listOf(text(node, "path"), text(node, "type"), nullable(node, "scene")))
            .toList();
    List<List<@Nullable String>> actual =
        SceneTree.expand(source, path).orElseThrow().nodes().stream()
            .filter(node -> node.owned() || node.path().equals("."))
            .map(
                node ->
                    listOf(
                        node.path(),
                        node.type(),
                        node.scene() == null ? null : node.scene().value()))
            .toList();
    same(text(fact, "project") + " " + path + " tree", expected, actual);
  }

  private void compareOdd(JsonNode fact, DocumentSource source) {
    ResourcePath path = new ResourcePath(text(fact, "scene"));
    SceneReport report = new SceneValidator(source).validate(path);
    boolean loads = fact.path("loads").booleanValue(false);
    same(path + " loads", loads, report.loads());
    same(path + " instances", fact.path("instances").booleanValue(false), report.instances());
    if (loads && report.loads()) {
      SceneDocument document = document(source, path);
      same(path + " node_count", fact.path("node_count").intValue(-1), document.nodes().size());
      same(
          path + " connection_count",
          fact.path("connection_count").intValue(-1),
          document.connections().size());
      same(
          path + " dependencies",
          fact.path("dependencies").valueStream().map(node -> node.stringValue("")).toList(),
          document.dependencies().stream().map(ResourcePath::value).toList());
      compareNodes(path.value(), fact, document, true);
      if (report.instances()) {
        same(
            path + " instanced_node_count",
            fact.path("instanced_node_count").intValue(-1),
            SceneTree.expand(source, path).orElseThrow().nodes().size());
      }
    }
  }

  private void compareNodes(
      String name, JsonNode fact, SceneDocument document, boolean withProperties) {
    List<List<@Nullable String>> expected =
        fact.path("nodes")
            .valueStream()
            .map(node -> listOf(text(node, "path"), text(node, "type"), nullable(node, "instance")))
            .toList();
    List<List<@Nullable String>> actual =
        document.nodes().stream()
            .limit(told(fact))
            .map(node -> listOf(document.nodePath(node), node.type(), instance(document, node)))
            .toList();
    same(name + " nodes", expected, actual);
    if (withProperties) {
      same(
          name + " properties",
          fact.path("nodes")
              .valueStream()
              .map(
                  node ->
                      new TreeSet<>(
                          node.path("properties")
                              .valueStream()
                              .map(property -> property.stringValue(""))
                              .toList()))
              .toList(),
          document.nodes().stream()
              .limit(told(fact))
              .map(node -> new TreeSet<>(node.properties()))
              .toList());
    }
  }

  // Of the largest file the facts tell the first 40 nodes; of all others, each node.
  private static long told(JsonNode fact) {
    long told = fact.path("nodes").size();
    return fact.path("node_count").intValue(-1) > 400 ? told : Long.MAX_VALUE;
  }

  // A file that is no scene instances nothing, whatever the heading says.
  private static @Nullable String instance(SceneDocument document, SceneDocument.NodeEntry node) {
    return document
        .sourceOf(node)
        .filter(path -> path.value().endsWith(".tscn"))
        .map(ResourcePath::value)
        .orElse(null);
  }

  private static SceneDocument document(DocumentSource source, ResourcePath path) {
    return ((ParseResult.Parsed) source.document(path)).document();
  }

  private static List<@Nullable String> listOf(@Nullable String... values) {
    return Arrays.asList(values);
  }

  private void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      disagreements.add(what + ": engine " + expected + ", here " + actual);
    }
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).stringValue("");
  }

  private static @Nullable String nullable(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isString() ? value.stringValue() : null;
  }
}
