package dev.spacetime.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneProjectGeneratorTest {
  @TempDir Path folder;

  @Test
  void writesAsManyScenesAsAskedFor() throws IOException {
    SceneProjectGenerator.generate(folder.resolve("project"), 100, 1);
    assertThat(files("project").keySet().stream().filter(name -> name.endsWith(".tscn")))
        .hasSize(100);
    assertThat(files("project"))
        .containsKeys(
            "project.godot",
            "main.tscn",
            SceneProjectGenerator.room(0).substring("res://".length()));
  }

  @Test
  void writesTheSameForTheSameSeed() throws IOException {
    SceneProjectGenerator.generate(folder.resolve("one"), 60, 7);
    SceneProjectGenerator.generate(folder.resolve("same"), 60, 7);
    SceneProjectGenerator.generate(folder.resolve("other"), 60, 8);
    assertThat(files("one")).isEqualTo(files("same")).isNotEqualTo(files("other"));
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws IOException {
    Files.writeString(folder.resolve("mine"), "");
    assertThatThrownBy(() -> SceneProjectGenerator.generate(folder, 100, 1))
        .hasMessageContaining("not empty");
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path project = folder.resolve(name);
    try (var paths = Files.walk(project)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(project.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
