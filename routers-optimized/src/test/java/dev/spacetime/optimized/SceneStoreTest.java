package dev.spacetime.optimized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change drops, and what a restart keeps. */
class SceneStoreTest {
  private static final ResourcePath MAIN = new ResourcePath("res://main.tscn");
  private static final ResourcePath PART = new ResourcePath("res://part.tscn");
  private static final ResourcePath OTHER = new ResourcePath("res://other.tscn");
  private static final String SOUND = "[gd_scene format=3]\n\n[node name=\"A\" type=\"Node\"]\n";
  private static final String INSTANCING =
      """
      [gd_scene load_steps=2 format=3]

      [ext_resource type="PackedScene" path="res://part.tscn" id="1"]

      [node name="Main" type="Node"]

      [node name="Part" parent="." instance=ExtResource("1")]
      """;

  @TempDir Path folder;

  @BeforeEach
  void makeProject() throws IOException {
    Files.createDirectories(folder.resolve("project"));
    write("main.tscn", INSTANCING);
    write("part.tscn", SOUND);
    write("other.tscn", SOUND);
  }

  @Test
  void aChangeDropsExactlyWhatRestsOnIt() throws IOException {
    try (SceneStore store = open(Instant.now())) {
      assertThat(store.verdict(MAIN).report().valid()).isTrue();
      assertThat(store.verdict(OTHER).report().valid()).isTrue();
      write("part.tscn", "no scene");
      store.changed(PART);
      assertThat(store.verdict(MAIN).report().valid()).isFalse();
      long loads = misses(store);
      assertThat(store.verdict(OTHER).report().valid()).isTrue();
      assertThat(misses(store)).as("the other scene is still known").isEqualTo(loads);
    }
  }

  @Test
  void aFileThatAppearsDropsTheVerdictThatMissedIt() throws IOException {
    Files.delete(file("part.tscn"));
    try (SceneStore store = open(Instant.now())) {
      assertThat(store.verdict(MAIN).report().valid()).isFalse();
      write("part.tscn", SOUND);
      store.changed(PART);
      assertThat(store.verdict(MAIN).report().valid()).isTrue();
    }
  }

  @Test
  void aVerdictOutlivesARestartWhileItsFilesAreTheSame() throws IOException {
    judgedAnHourFromNow();
    try (SceneStore store = open(Instant.now().plus(Duration.ofHours(1)))) {
      assertThat(store.verdict(MAIN).report().valid()).isTrue();
      assertThat(misses(store)).isZero();
      write("part.tscn", "no scene");
      store.changed(PART);
      assertThat(store.verdict(MAIN).report().valid()).as("after a change of a part").isFalse();
    }
  }

  @Test
  void aVerdictDoesNotOutliveAChangeOfAPartWhileNothingRan() throws IOException {
    FileTime before = Files.getLastModifiedTime(file("part.tscn"));
    judgedAnHourFromNow();
    write("part.tscn", SOUND.replace("\"Node\"", "\"Nade\"").replace("format=3", "format=9"));
    Files.setLastModifiedTime(file("part.tscn"), before);
    try (SceneStore store = open(Instant.now().plus(Duration.ofHours(1)))) {
      assertThat(store.verdict(MAIN).report().valid()).as("same size, same time").isFalse();
      assertThat(misses(store)).isPositive();
    }
  }

  @Test
  void aVerdictOnFilesThatHadJustChangedDoesNotOutliveTheRun() {
    try (SceneStore store = open(Instant.now())) {
      assertThat(store.verdict(MAIN).report().valid()).isTrue();
    }
    try (SceneStore store = open(Instant.now())) {
      assertThat(store.verdict(MAIN).report().valid()).isTrue();
      assertThat(misses(store)).isPositive();
    }
  }

  /** Then nothing can have changed while it was read. */
  private void judgedAnHourFromNow() {
    try (SceneStore store = open(Instant.now().plus(Duration.ofHours(1)))) {
      assertThat(store.verdict(MAIN).report().valid()).isTrue();
    }
  }

  private static long misses(SceneStore store) {
    return store.statistics().values().stream().mapToLong(region -> region.misses()).sum();
  }

  private SceneStore open(Instant now) {
    return new SceneStore(
        new ProjectFiles(folder.resolve("project")),
        new CacheSettings(
            Optional.of(folder.resolve("cache")), true, "10MB", CacheSettings.WarmUp.OFF, Map.of()),
        InstantSource.fixed(now));
  }

  private Path file(String name) {
    return folder.resolve("project").resolve(name);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(file(name), text);
  }
}
