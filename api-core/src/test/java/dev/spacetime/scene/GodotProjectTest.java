package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GodotProjectTest {
  @TempDir Path folder;

  @Test
  void readsAProjectOfGodot3() throws Exception {
    GodotProject project =
        open(
            """
            ; Engine configuration file.
            config_version=4

            [application]

            config/name="Three \\"3\\""
            run/main_scene="res://main.tscn"

            [input]

            jump={
            "deadzone": 0.5,
            "events": [ Object(InputEventKey,"device":0,"scancode":32)
             ]
            }
            """);
    assertThat(project.name()).isEqualTo("Three \"3\"");
    assertThat(project.mainScene()).contains(new ResourcePath("res://main.tscn"));
    assertThat(project.files().root()).isEqualTo(folder.toRealPath());
  }

  @Test
  void readsAProjectOfGodot4() throws Exception {
    Files.writeString(folder.resolve("start.tscn"), "[gd_scene format=3 uid=\"uid://start\"]");
    Files.writeString(folder.resolve("broken.tscn"), "[gd_sc");
    GodotProject project =
        open(
            """
            config_version=5

            [application]

            config/name="Four"
            config/description="Over
            [several] lines"
            run/main_scene="uid://start"
            config/features=PackedStringArray("4.4")

            [editor]

            tags=Array[StringName]([&"demo"])
            """);
    assertThat(project.name()).isEqualTo("Four");
    assertThat(project.mainScene()).contains(new ResourcePath("res://start.tscn"));
  }

  @Test
  void goesOverAByteOrderMark() throws Exception {
    assertThat(open("\uFEFF[application]\nconfig/name=\"Marked\"\n").name()).isEqualTo("Marked");
  }

  @Test
  void managesWithoutSettings() throws Exception {
    GodotProject project = open("");
    assertThat(project.name()).isEqualTo(folder.getFileName().toString());
    assertThat(project.mainScene()).isEmpty();
  }

  @Test
  void findsNoSceneForAnUnknownUid() throws Exception {
    assertThat(open("[application]\nrun/main_scene=\"uid://nowhere\"\n").mainScene()).isEmpty();
  }

  @Test
  void saysWhereSettingsAreMalformed() {
    assertThatThrownBy(() -> open("[application]\n\nconfig/name=\"a\"\nrun/x = Vector2(1)\n"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("project.godot:4:9: Vector2 takes 2 numbers");
    assertThatThrownBy(() -> open("[application"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(":1:1: ");
  }

  @Test
  void saysWhyAFolderIsNoProject() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertFails(folder.resolve("missing"), "does not exist");
    assertFails(file, "is not a folder");
    assertFails(folder, "no project.godot");
    Files.createDirectory(folder.resolve("project.godot"));
    assertFails(folder, "no project.godot");
  }

  private static void assertFails(Path folder, String reason) {
    assertThatThrownBy(() -> GodotProject.open(folder))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(reason);
  }

  private GodotProject open(String settings) throws IOException, ProjectException {
    Files.writeString(folder.resolve("project.godot"), settings);
    return GodotProject.open(folder);
  }
}
