package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneValidatorTest {
  private static final String HEAD = "[gd_scene format=2]\n";
  private static final String ROOT = "[node name=\"Root\" type=\"Node2D\"]\n";
  private static final String LEAF = HEAD + "[node name=\"Leaf\" type=\"Sprite\"]\n";

  @Test
  void saysWhatAValidSceneIs() {
    SceneReport report =
        project()
            .with(
                "res://a.tscn",
                HEAD + external("res://leaf.tscn", "PackedScene", 1) + ROOT + instance("A", ".", 1))
            .validate("res://a.tscn");
    assertThat(report.valid()).isTrue();
    assertThat(report.errors()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.info()).isEqualTo(new SceneInfo(2, "Node2D", "Root"));
    assertThat(report.dependencies())
        .containsExactly(new ResourcePath("res://a.tscn"), new ResourcePath("res://leaf.tscn"));
  }

  @Test
  void namesTheBaseClassOfAnInheritedRoot() {
    SceneReport report =
        project()
            .with("res://b.tscn", inheriting("res://leaf.tscn", "B"))
            .with("res://a.tscn", inheriting("res://b.tscn", "A"))
            .validate("res://a.tscn");
    assertThat(report.valid()).isTrue();
    assertThat(report.info()).isEqualTo(new SceneInfo(1, "Sprite", "A"));
  }

  @Test
  void reportsAFileThatIsMissingOrMalformed() {
    SceneReport missing = project().validate("res://no.tscn");
    assertError(missing, ProblemCode.FILE_NOT_FOUND, 1);
    assertThat(missing.info()).isNull();
    assertThat(missing.dependencies()).containsExactly(new ResourcePath("res://no.tscn"));
    assertError(validate(ROOT), ProblemCode.UNKNOWN_HEADING, 1);
  }

  @Test
  void reportsEveryDependencyThatDoesNotLoad() {
    SceneReport report =
        project()
            .with("res://broken.tscn", "[gd_scene format=2]\n\n[node")
            .with(
                "res://user.tres",
                "[gd_resource type=\"A\" format=2]\n"
                    + external("broken.tscn", "PackedScene", 1)
                    + "[resource]")
            .with(
                "res://a.tscn",
                HEAD
                    + external("res://missing.png", "Texture", 1)
                    + external("res://broken.tscn", "PackedScene", 2)
                    + external("res://user.tres", "A", 3)
                    + external("/etc/passwd", "Script", 4)
                    + external("res://leaf.tscn", "Texture", 5)
                    + ROOT
                    + "a = Resource(\"res://gone.tres\")\n")
            .validate("res://a.tscn");
    assertThat(report.errors())
        .extracting(SceneProblem::code, SceneProblem::line)
        .containsExactly(
            tuple(ProblemCode.DEPENDENCY_NOT_FOUND, 2),
            tuple(ProblemCode.DEPENDENCY_BROKEN, 3),
            tuple(ProblemCode.DEPENDENCY_BROKEN, 4),
            tuple(ProblemCode.DEPENDENCY_NOT_FOUND, 5),
            tuple(ProblemCode.DEPENDENCY_OF_WRONG_TYPE, 6),
            tuple(ProblemCode.DEPENDENCY_NOT_FOUND, 8));
    assertThat(report.loads()).isFalse();
    assertThat(report.instances()).isFalse();
    assertThat(report.info()).isNotNull();
    assertThat(report.dependencies())
        .extracting(ResourcePath::value)
        .containsExactlyInAnyOrder(
            "res://a.tscn",
            "res://missing.png",
            "res://broken.tscn",
            "res://user.tres",
            "res://leaf.tscn",
            "res://gone.tres");
  }

  @Test
  void findsCyclesOfAnyLength() {
    SceneReport self =
        project()
            .with("res://a.tscn", HEAD + external("res://a.tscn", "PackedScene", 1) + ROOT)
            .validate("res://a.tscn");
    assertError(self, ProblemCode.DEPENDENCY_CYCLE, 2);
    ScenesInMemory scenes = project();
    for (int i = 0; i < 5; i++) {
      String next = "res://" + (i + 1) % 5 + ".tscn";
      scenes.with(
          "res://" + i + ".tscn",
          HEAD + external(next, "PackedScene", 1) + ROOT + instance("A", ".", 1));
    }
    scenes.with("res://entry.tscn", HEAD + external("res://0.tscn", "PackedScene", 1) + ROOT);
    for (String start : List.of("res://0.tscn", "res://3.tscn", "res://entry.tscn")) {
      SceneReport report = scenes.validate(start);
      assertError(report, ProblemCode.DEPENDENCY_CYCLE, 2);
      assertThat(report.errors().get(0).message()).contains("→");
    }
  }

  @Test
  void isNotDisturbedByScriptsThatCloseACycle() {
    SceneReport report =
        project()
            .with("res://s.gd", "const S = preload(\"res://a.tscn\")")
            .with(
                "res://a.tscn",
                HEAD + external("res://s.gd", "Script", 1) + ROOT + "s = ExtResource( 1 )\n")
            .validate("res://a.tscn");
    assertThat(report.valid()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[node name=\"A\" type=\"Node\" parent=\".\"]               | ROOT_WITH_PARENT",
        "[node name=\"A\"]                                          | ROOT_WITHOUT_TYPE",
        "[node name=\"A\" type=\"\"]                                | ROOT_WITHOUT_TYPE",
        "[node type=\"Node\"]                                       | NODE_WITHOUT_NAME",
        "[node name=\"A\" type=\"Node\"][node name=\"B\" type=\"Node\"] | SECOND_ROOT",
        "[node name=\"A\" instance=null]                            | INSTANCE_NOT_A_SCENE",
        "[node name=\"A\" instance=\"res://leaf.tscn\"]             | INSTANCE_NOT_A_SCENE",
      })
  void tellsWhatLoadsFromWhatCanBeInstanced(String nodes, ProblemCode code) {
    SceneReport report = validate(HEAD + nodes);
    assertError(report, code, 2);
    assertThat(report.loads()).isTrue();
    assertThat(report.info()).isNotNull();
  }

  @Test
  void reportsInstancesThatAreNoScenes() {
    SceneReport report =
        project()
            .with("res://r.tres", "[gd_resource type=\"Gradient\" format=2]\n[resource]\n")
            .with(
                "res://a.tscn",
                HEAD + external("res://r.tres", "Gradient", 1) + ROOT + instance("A", ".", 1))
            .validate("res://a.tscn");
    assertError(report, ProblemCode.INSTANCE_NOT_A_SCENE, 4);
    SceneReport resource =
        project()
            .with("res://r.tscn", "[gd_resource type=\"Gradient\" format=2]\n[resource]\n")
            .validate("res://r.tscn");
    assertError(resource, ProblemCode.NOT_A_SCENE, 1);
    assertThat(resource.loads()).isTrue();
  }

  @Test
  void reportsInstancesThatCanNotBeInstancedThemselves() {
    SceneReport report =
        project()
            .with("res://b.tscn", HEAD + "[node name=\"NoType\"]\n")
            .with(
                "res://m.tscn",
                HEAD + external("res://b.tscn", "PackedScene", 1) + ROOT + instance("M", ".", 1))
            .with(
                "res://a.tscn",
                HEAD + external("res://m.tscn", "PackedScene", 1) + ROOT + instance("A", ".", 1))
            .validate("res://a.tscn");
    assertError(report, ProblemCode.INSTANCE_BROKEN, 4);
    assertThat(report.errors().get(0).message()).contains("res://b.tscn:2");
    assertThat(report.loads()).isTrue();
  }

  @Test
  void acceptsScenesThatOnlyTheEngineReads() {
    SceneReport report =
        project()
            .with("res://m.glb", "")
            .with(
                "res://a.tscn",
                HEAD
                    + external("res://m.glb", "PackedScene", 1)
                    + ROOT
                    + instance("M", ".", 1)
                    + "[node name=\"Bone\" parent=\"M\"]\n[node name=\"X\" type=\"Node\" parent=\"M/Arm\"]\n"
                    + "[connection signal=\"s\" from=\"M/Bone\" to=\".\" method=\"m\"]\n")
            .validate("res://a.tscn");
    assertThat(report.valid()).isTrue();
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void warnsOfWhatTheEngineDrops() {
    SceneReport report =
        validate(
            HEAD
                + ROOT
                + "[node name=\"A\" type=\"Node\" parent=\"Nowhere\"]\n"
                + "[node name=\"B\" parent=\".\"]\n"
                + "[node name=\"C\" type=\"Node\" parent=\".\"]\n"
                + "[node name=\"C\" type=\"Node\" parent=\".\"]\n"
                + "[node name=\"D\" type=\"No class\" parent=\".\"]\n"
                + "[connection signal=\"s\" from=\"C\" to=\"Nowhere\" method=\"m\"]\n");
    assertThat(report.valid()).isTrue();
    assertThat(report.warnings())
        .extracting(SceneProblem::code, SceneProblem::line)
        .containsExactly(
            tuple(ProblemCode.PARENT_NOT_FOUND, 3),
            tuple(ProblemCode.OVERRIDE_NOT_FOUND, 4),
            tuple(ProblemCode.DUPLICATE_NODE_NAME, 6),
            tuple(ProblemCode.NODE_NOT_CREATED, 7),
            tuple(ProblemCode.CONNECTION_NODE_NOT_FOUND, 8));
  }

  @Test
  void warnsOfUnusedAndMismatchedResources() {
    SceneReport report =
        project()
            .with("res://leaf4.tscn", LEAF.replace("format=2", "format=3 uid=\"uid://real\""))
            .with(
                "res://with space.tscn",
                "[gd_scene format=3]\n"
                    + "[ext_resource type=\"PackedScene\" uid=\"uid://other\" path=\"res://leaf4.tscn\" id=\"1\"]\n"
                    + "[sub_resource type=\"Gradient\" id=\"2\"]\n"
                    + ROOT)
            .validate("res://with space.tscn");
    assertThat(report.valid()).isTrue();
    assertThat(report.warnings())
        .extracting(SceneProblem::code)
        .containsExactlyInAnyOrder(
            ProblemCode.PATH_WITH_SPACES,
            ProblemCode.UNUSED_EXTERNAL_RESOURCE,
            ProblemCode.UID_MISMATCH,
            ProblemCode.UNUSED_SUB_RESOURCE);
  }

  @Test
  void warnsAboveAThousandNodes() {
    String node = "[node name=\"N%d\" type=\"Node\" parent=\".\"]\n";
    String nodes =
        IntStream.range(0, 1_000).mapToObj(node::formatted).collect(Collectors.joining());
    SceneReport report = validate(HEAD + ROOT + nodes);
    assertThat(report.warnings())
        .extracting(SceneProblem::code, SceneProblem::line)
        .containsExactly(tuple(ProblemCode.MANY_NODES, 1_002));
    assertThat(validate(HEAD + ROOT + nodes.substring(0, nodes.lastIndexOf("[node"))).warnings())
        .isEmpty();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void followsALongChainOfInstances() {
    int length = 20_000;
    ScenesInMemory scenes = project();
    for (int i = 0; i < length; i++) {
      scenes.with(
          "res://" + i + ".tscn",
          HEAD
              + external("res://" + (i + 1) + ".tscn", "PackedScene", 1)
              + ROOT
              + instance("A", ".", 1));
    }
    scenes.with("res://" + length + ".tscn", LEAF);
    assertThat(scenes.validate("res://0.tscn").valid()).isTrue();
    scenes.with("res://" + length + ".tscn", HEAD);
    assertError(scenes.validate("res://0.tscn"), ProblemCode.DEPENDENCY_BROKEN, 2);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void refusesScenesThatMultiplyBeyondMeasure() {
    ScenesInMemory scenes = project();
    for (int i = 0; i < 60; i++) {
      scenes.with(
          "res://" + i + ".tscn",
          HEAD
              + external("res://" + (i + 1) + ".tscn", "PackedScene", 1)
              + ROOT
              + instance("A", ".", 1)
              + instance("B", ".", 1));
    }
    scenes.with("res://60.tscn", LEAF);
    SceneReport report = scenes.validate("res://0.tscn");
    assertError(report, ProblemCode.EXPANSION_TOO_LARGE, 4);
    assertThat(report.loads()).isTrue();
  }

  @Test
  void messagesAreSentences() {
    SceneReport report = validate(HEAD + "[node name=\"A\"]\n[node name=\"B\" instance=null]\n");
    assertThat(report.errors())
        .hasSize(3)
        .allSatisfy(error -> assertThat(error.message()).endsWith(".").matches("^['A-Z].*"));
  }

  private static ScenesInMemory project() {
    return new ScenesInMemory().with("res://leaf.tscn", LEAF);
  }

  private static SceneReport validate(String text) {
    return project().with("res://a.tscn", text).validate("res://a.tscn");
  }

  private static String external(String path, String type, int id) {
    return "[ext_resource path=\"%s\" type=\"%s\" id=%d]\n".formatted(path, type, id);
  }

  private static String instance(String name, String parent, int id) {
    return "[node name=\"%s\" parent=\"%s\" instance=ExtResource( %d )]\n"
        .formatted(name, parent, id);
  }

  private static String inheriting(String base, String name) {
    return HEAD
        + external(base, "PackedScene", 1)
        + "[node name=\"%s\" instance=ExtResource( 1 )]\n".formatted(name);
  }

  private static void assertError(SceneReport report, ProblemCode code, int line) {
    assertThat(report.valid()).isFalse();
    assertThat(report.errors())
        .first()
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.line()).isEqualTo(line);
            });
  }
}
