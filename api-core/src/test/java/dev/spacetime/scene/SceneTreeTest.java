package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SceneTreeTest {
  private static final String HEAD = "[gd_scene format=2]\n";
  private static final String ROOT = "[node name=\"Root\" type=\"Node2D\"]\n";
  private static final String LEAF =
      """
      [gd_scene format=2]
      [node name="Leaf" type="Sprite"]
      [node name="Inner" type="Timer" parent="."]
      """;
  private static final String USES_LEAF =
      HEAD + "[ext_resource path=\"res://leaf.tscn\" type=\"PackedScene\" id=1]\n";

  @Test
  void putsInstancesInTheirPlace() {
    List<SceneTreeNode> nodes =
        nodes(
            USES_LEAF
                + ROOT
                + "[node name=\"A\" parent=\".\" instance=ExtResource( 1 )]\n"
                + "[node name=\"Inner\" parent=\"A\"]\n"
                + "[node name=\"Under\" type=\"Node\" parent=\"A/Inner\"]\n"
                + "[node name=\"Later\" parent=\".\" instance_placeholder=\"res://leaf.tscn\"]\n");
    assertThat(nodes)
        .extracting(node -> node.path() + " " + node.type())
        .containsExactly(
            ". Node2D",
            "A Sprite",
            "A/Inner Timer",
            "A/Inner/Under Node",
            "Later InstancePlaceholder");
    assertThat(nodes.get(0).scene()).contains(new ResourcePath("res://a.tscn"));
    assertThat(nodes.get(1).scene()).contains(new ResourcePath("res://leaf.tscn"));
    assertThat(nodes.get(2).scene()).isEmpty();
    assertThat(nodes)
        .extracting(SceneTreeNode::owned)
        .containsExactly(false, true, true, true, true);
  }

  @Test
  void beginsAnInheritedSceneAtItsOwnFile() {
    List<SceneTreeNode> nodes =
        nodes(
            USES_LEAF
                + "[node name=\"Heir\" instance=ExtResource( 1 )]\n"
                + "[node name=\"First\" type=\"Node\" parent=\".\" index=\"0\"]\n");
    assertThat(nodes)
        .extracting(node -> node.path() + " " + node.type())
        .containsExactly(". Sprite", "First Node", "Inner Timer");
    assertThat(nodes.get(0).name()).isEqualTo("Heir");
    assertThat(nodes.get(0).scene()).contains(new ResourcePath("res://a.tscn"));
  }

  @Test
  void movesNodesToTheirIndex() {
    StringBuilder text = new StringBuilder(HEAD + ROOT);
    for (String index : List.of("", " index=0", " index=\"99\"", " index=1", " index=-1")) {
      text.append("[node name=\"N")
          .append(text.length())
          .append("\" type=\"Node\" parent=\".\"")
          .append(index)
          .append("]\n");
    }
    List<String> names = nodes(text.toString()).stream().skip(1).map(SceneTreeNode::name).toList();
    List<String> written =
        new ScenesInMemory()
            .with("res://a.tscn", text.toString()).parsed("res://a.tscn").nodes().stream()
                .skip(1)
                .map(SceneNode::shownName)
                .toList();
    assertThat(names)
        .containsExactly(
            written.get(1), written.get(3), written.get(0), written.get(2), written.get(4));
  }

  @Test
  void leavesWhoNamesNoOwnerThatExistsWithoutOne() {
    List<SceneTreeNode> nodes =
        nodes(
            HEAD
                + ROOT
                + "[node name=\"A\" type=\"Node\" parent=\".\" owner=\".\"]\n"
                + "[node name=\"B\" type=\"Node\" parent=\".\" owner=\"Nobody\"]\n");
    assertThat(nodes).extracting(SceneTreeNode::owned).containsExactly(false, true, false);
  }

  @Test
  void findsTheFirstOfSeveralNames() {
    StringBuilder text = new StringBuilder(HEAD + ROOT);
    for (int i = 0; i < 20; i++) {
      text.append("[node name=\"N").append(i).append("\" type=\"Node\" parent=\".\"]\n");
    }
    text.append("[node name=\"N5\" type=\"Timer\" parent=\".\" index=0]\n");
    text.append("[node name=\"X\" type=\"Node\" parent=\"N5\"]\n");
    SceneTreeNode first = nodes(text.toString()).get(1);
    assertThat(first.type()).isEqualTo("Timer");
    assertThat(first.children()).hasSize(1);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void takesLinearTimeForWideTreesAndRefusesEndlessShuffling() {
    StringBuilder wide = new StringBuilder(HEAD + ROOT);
    StringBuilder shuffled = new StringBuilder(HEAD + ROOT);
    for (int i = 0; i < 100_000; i++) {
      String node = "[node name=\"N" + i + "\" type=\"Node\" parent=\".\"";
      wide.append(node)
          .append("]\n[node name=\"C\" type=\"Node\" parent=\"N")
          .append(i)
          .append("\"]\n");
      shuffled.append(node).append(" index=0]\n");
    }
    assertThat(nodes(wide.toString())).hasSize(200_001);
    SceneExpansion expansion =
        new ScenesInMemory().with("res://a.tscn", shuffled.toString()).expand("res://a.tscn");
    assertThat(expansion.problems())
        .extracting(SceneProblem::code)
        .containsExactly(ProblemCode.EXPANSION_TOO_LARGE);
  }

  @Test
  void doesNotExpandWhatContainsItself() {
    ScenesInMemory scenes =
        new ScenesInMemory()
            .with(
                "res://a.tscn",
                USES_LEAF.replace("leaf", "a")
                    + ROOT
                    + "[node name=\"A\" parent=\".\" instance=ExtResource( 1 )]\n");
    SceneExpansion expansion = scenes.expand("res://a.tscn");
    assertThat(expansion.tree()).isEmpty();
    assertThat(expansion.problems())
        .extracting(SceneProblem::code)
        .containsExactly(ProblemCode.INSTANCE_BROKEN);
  }

  private static List<SceneTreeNode> nodes(String text) {
    return new ScenesInMemory()
        .with("res://leaf.tscn", LEAF)
        .with("res://a.tscn", text)
        .expand("res://a.tscn")
        .tree()
        .orElseThrow()
        .nodes();
  }
}
