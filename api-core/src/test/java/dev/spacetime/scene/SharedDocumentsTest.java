package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One parse for all who ask, whoever and whenever they are. */
class SharedDocumentsTest {
  private static final String SOUND = "[gd_scene format=3]\n\n[node name=\"A\" type=\"Node\"]\n";

  private final ScenesInMemory files = new ScenesInMemory();
  private final Map<ResourcePath, Integer> parsed = new ConcurrentHashMap<>();

  private final DocumentSource counting =
      new DocumentSource() {
        @Override
        public boolean exists(ResourcePath path) {
          return files.exists(path);
        }

        @Override
        public ParseResult document(ResourcePath path) {
          parsed.merge(path, 1, Integer::sum);
          return files.document(path);
        }
      };

  @Test
  void aPartOfManyScenesIsParsedOnceByAllThreads() {
    files.with("res://part.tscn", SOUND);
    List<ResourcePath> scenes =
        IntStream.range(0, 200)
            .mapToObj(i -> new ResourcePath("res://scene" + i + ".tscn"))
            .toList();
    scenes.forEach(scene -> files.with(scene.value(), instancing("res://part.tscn")));
    DocumentSource shared = new SharedDocuments(counting);
    List<SceneReport> reports =
        scenes.parallelStream().map(new SceneValidator(shared)::validate).toList();
    assertThat(reports)
        .isEqualTo(scenes.stream().map(new SceneValidator(files)::validate).toList())
        .allMatch(SceneReport::valid);
    assertThat(parsed).hasSize(201).allSatisfy((path, times) -> assertThat(times).isEqualTo(1));
  }

  @Test
  void whatWasNotAskedForTheLongestIsForgotten() {
    DocumentSource shared = new SharedDocuments(counting);
    ResourcePath first = new ResourcePath("res://first.tscn");
    ParseResult unused = shared.document(first);
    for (int i = 0; i < 1_000; i++) {
      unused = shared.document(new ResourcePath("res://scene" + i + ".tscn"));
    }
    unused = shared.document(first);
    assertThat(parsed).containsEntry(first, 2);
  }

  @Test
  void aFailureReachesAllWhoAsk() {
    DocumentSource shared =
        new SharedDocuments(
            new DocumentSource() {
              @Override
              public boolean exists(ResourcePath path) {
                return true;
              }

              @Override
              public ParseResult document(ResourcePath path) {
                throw new IllegalArgumentException("broken");
              }
            });
    ResourcePath scene = new ResourcePath("res://scene.tscn");
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> shared.document(scene))
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String instancing(String path) {
    return """
    [gd_scene format=3]

    [ext_resource type="PackedScene" path="%s" id="1"]

    [node name="Main" type="Node"]

    [node name="Part" parent="." instance=ExtResource("1")]
    """
        .formatted(path);
  }
}
