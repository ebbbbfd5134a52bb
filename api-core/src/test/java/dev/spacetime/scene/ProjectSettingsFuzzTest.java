package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whatever a {@code project.godot} holds, it is read or refused at one of its characters. */
class ProjectSettingsFuzzTest {
  private static final String NAME = "application/config/name";
  private static final String SCENE = "application/run/main_scene";

  @FuzzTest(maxDuration = "10s")
  @DictionaryFile(resourcePath = "ProjectSettingsFuzzTest.dict")
  void readsAnySettings(byte[] text) {
    try {
      ProjectSettings settings = Cost.bounded(text, () -> ProjectSettings.read(text));
      assertReadAlike(settings, ProjectSettings.read(text));
      assertReadAlike(settings, ProjectSettings.read(written(settings)));
      settings.text(SCENE).ifPresent(ProjectSettingsFuzzTest::assertInProject);
    } catch (ParseFailure refused) {
      assertThat(refused.reason()).isNotBlank();
      assertThat(refused.offset()).isBetween(0, text.length);
      TextPosition position = new TextPositions(text).at(refused.offset());
      new TextShape(text).assertHolds(position.line(), position.column());
    }
  }

  private static void assertReadAlike(ProjectSettings settings, ProjectSettings again) {
    for (String key : new String[] {NAME, SCENE}) {
      Optional<String> text = settings.text(key);
      // What the engine makes of broken UTF-8 can't be written down as UTF-8.
      if (StandardCharsets.UTF_8.newEncoder().canEncode(text.orElse(""))) {
        assertThat(again.text(key)).isEqualTo(text);
      }
    }
  }

  /** The same settings as an editor would write them. */
  private static byte[] written(ProjectSettings settings) {
    StringBuilder file = new StringBuilder("config_version=5\n\n[application]\n\n");
    settings.text(NAME).ifPresent(name -> append(file, "config/name", name));
    settings.text(SCENE).ifPresent(scene -> append(file, "run/main_scene", scene));
    return file.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder file, String key, String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
    file.append(key).append("=\"").append(escaped).append("\"\n");
  }

  private static void assertInProject(String scene) {
    ResourcePath.referenced(ResourcePath.ROOT, scene)
        .ifPresent(path -> assertThat(path.value().split("/", -1)).doesNotContain("..", "."));
  }
}
