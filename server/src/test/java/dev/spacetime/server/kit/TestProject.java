package dev.spacetime.server.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small Godot project in a temporary folder, with what is sound, broken and hostile. */
public final class TestProject {
  private final Path root;

  private TestProject(Path root) {
    this.root = root;
  }

  public static TestProject in(Path folder) throws IOException {
    TestProject project = new TestProject(Files.createDirectories(folder.resolve("project")));
    project.write(
        "project.godot",
        """
        config_version=5

        [application]

        config/name="Kit"
        run/main_scene="res://main.tscn"
        """);
    project.write("main.tscn", scene("Main", "Node3D"));
    project.write("levels/one.tscn", instancing("One", "res://parts/part.tscn"));
    project.write("parts/part.tscn", scene("Part", "Node2D"));
    project.write(
        "broken.tscn", "[gd_scene format=3]\n\n[node name=\"Broken\" type=\"Node\"\nx = 1\n");
    project.write("addons/tool/tool.tscn", scene("Tool", "Node"));
    project.write(".hidden/hidden.tscn", scene("Hidden", "Node"));
    project.write("notes.txt", "no scene");
    Files.createDirectories(folder.resolve("outside"));
    Files.writeString(folder.resolve("outside/secret.tscn"), scene("Secret", "Node"));
    Files.createSymbolicLink(
        project.root.resolve("link.tscn"), folder.resolve("outside/secret.tscn"));
    Files.createSymbolicLink(project.root.resolve("linked"), folder.resolve("outside"));
    return project;
  }

  public Path root() {
    return root;
  }

  public void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public void write(String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  public void delete(String path) throws IOException {
    Files.delete(root.resolve(path));
  }

  /** A scene of one node. */
  public static String scene(String name, String type) {
    return "[gd_scene format=3]\n\n[node name=\"" + name + "\" type=\"" + type + "\"]\n";
  }

  /** A scene of two nodes, the second of which instances another scene. */
  public static String instancing(String name, String path) {
    return """
    [gd_scene load_steps=2 format=3]

    [ext_resource type="PackedScene" path="%s" id="1"]

    [node name="%s" type="Node2D"]

    [node name="Part" parent="." instance=ExtResource("1")]
    """
        .formatted(path, name);
  }
}
