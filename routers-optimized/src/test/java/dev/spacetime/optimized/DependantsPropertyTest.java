package dev.spacetime.optimized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.scene.DocumentSource;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.scene.SceneValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever instances what: a change renews the verdicts that rest on it, and no other. */
class DependantsPropertyTest {
  private static final int SCENES = 8;

  /**
   * A scene is written anew.
   *
   * @param state 0 takes it away, 1 breaks it, else it is sound as far as what it instances is
   */
  private record Edit(int scene, int state, Set<Integer> instances) {
    void apply(SceneProject project) throws IOException {
      if (state == 0) {
        Files.deleteIfExists(project.file(name(scene)));
      } else {
        project.write(name(scene), state == 1 ? "[gd_scene format=3" : text());
      }
    }

    private String text() {
      StringBuilder externals = new StringBuilder("[gd_scene format=3]\n\n");
      StringBuilder nodes = new StringBuilder("\n[node name=\"Root\" type=\"Node\"]\n");
      for (int other : instances) {
        externals.append(
            "[ext_resource type=\"PackedScene\" path=\"res://%s\" id=\"%d\"]\n"
                .formatted(name(other), other));
        nodes.append(
            "\n[node name=\"Part%d\" parent=\".\" instance=ExtResource(\"%d\")]\n"
                .formatted(other, other));
      }
      return externals.append(nodes).toString();
    }
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<Integer> scene = Arbitraries.integers().between(0, SCENES - 1);
    return Combinators.combine(
            scene, Arbitraries.integers().between(0, 7), scene.set().ofMaxSize(3))
        .as(Edit::new)
        .list()
        .ofMinSize(SCENES)
        .ofMaxSize(40);
  }

  @Property(tries = 100)
  void aChangeRenewsExactlyWhatRestsOnIt(@ForAll("edits") List<Edit> edits) throws IOException {
    Path folder = Files.createTempDirectory("dependants");
    SceneProject project = SceneProject.in(folder);
    SceneValidator fresh = new SceneValidator(DocumentSource.uncached(project.files()));
    try (SceneStore store = project.open()) {
      Map<ResourcePath, SceneReport> last = new HashMap<>();
      scenes().forEach(scene -> last.put(scene, store.verdict(scene).report()));
      for (Edit edit : edits) {
        edit.apply(project);
        ResourcePath changed = scene(edit.scene());
        store.changed(changed);
        long parsed = SceneProject.misses(store, "metadata");
        for (ResourcePath scene : scenes()) {
          long judged = SceneProject.misses(store, "validation");
          SceneReport report = store.verdict(scene).report();
          assertThat(report).as("%s after %s", scene, edit).isEqualTo(fresh.validate(scene));
          assertThat(SceneProject.misses(store, "validation") - judged)
              .as("judgements of %s after %s", scene, edit)
              .isEqualTo(
                  Objects.requireNonNull(last.get(scene)).dependencies().contains(changed) ? 1 : 0);
          last.put(scene, report);
        }
        assertThat(SceneProject.misses(store, "metadata") - parsed)
            .as("files parsed")
            .isLessThanOrEqualTo(1);
      }
    } finally {
      FileChange.remove(folder);
    }
  }

  private static List<ResourcePath> scenes() {
    return IntStream.range(0, SCENES).mapToObj(DependantsPropertyTest::scene).toList();
  }

  private static ResourcePath scene(int number) {
    return new ResourcePath("res://" + name(number));
  }

  private static String name(int number) {
    return "scene" + number + ".tscn";
  }
}
