package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class InstancingGraphTest {
  private static final ResourcePath A = new ResourcePath("res://a.tscn");
  private static final ResourcePath B = new ResourcePath("res://b.tscn");
  private static final ResourcePath C = new ResourcePath("res://c.tscn");
  private static final ResourcePath D = new ResourcePath("res://d.png");

  private final InstancingGraph graph = new InstancingGraph();

  @Test
  void followsBothDirectionsThroughOthers() {
    graph.update(A, Set.of(B));
    graph.update(B, Set.of(C, D));
    assertThat(graph.dependencies(A)).containsExactlyInAnyOrder(B, C, D);
    assertThat(graph.dependants(D)).containsExactly(B, A);
    assertThat(graph.dependants(A)).isEmpty();
    assertThat(graph.dependencies(D)).isEmpty();
  }

  @Test
  void forgetsWhatAChangedFileNoLongerNames() {
    graph.update(A, Set.of(B, C));
    graph.update(A, Set.of(C));
    assertThat(graph.dependants(B)).isEmpty();
    graph.remove(A);
    assertThat(graph.dependants(C)).isEmpty();
    assertThat(graph.dependencies(A)).isEmpty();
  }

  @Test
  void keepsWhoWaitsForAMissingFile() {
    graph.update(A, Set.of(B));
    graph.update(B, Set.of(D));
    graph.remove(B);
    assertThat(graph.dependants(B)).containsExactly(A);
    assertThat(graph.dependants(D)).isEmpty();
  }

  @Test
  void endsInCycles() {
    graph.update(A, Set.of(B));
    graph.update(B, Set.of(A));
    assertThat(graph.dependencies(A)).containsExactlyInAnyOrder(A, B);
    assertThat(graph.dependants(A)).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void takesADocumentsReferences() {
    ScenesInMemory scenes =
        new ScenesInMemory()
            .with(
                "res://a.tscn",
                """
                [gd_scene format=2]
                [ext_resource path="b.tscn" type="PackedScene" id=1]
                [ext_resource path="/outside" type="Script" id=2]
                [node name="R" type="Node"]
                a = Resource("res://d.png")
                """);
    graph.update(A, scenes.document(A));
    assertThat(graph.dependencies(A)).containsExactlyInAnyOrder(B, D);
    graph.update(A, scenes.document(C));
    assertThat(graph.dependencies(A)).isEmpty();
  }
}
