package dev.spacetime.optimized;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.Json;
import dev.spacetime.api.wire.ScenesAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.scene.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A folder of scenes, and what must be answered about it. */
final class SceneProject {
  private final Path folder;
  private final ProjectFiles files;

  private SceneProject(Path folder) {
    this.folder = folder;
    this.files = new ProjectFiles(folder.resolve("project"));
  }

  static SceneProject in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("project"));
    return new SceneProject(folder);
  }

  ProjectFiles files() {
    return files;
  }

  Path file(String name) {
    return files.root().resolve(name);
  }

  void write(String name, String text) {
    try {
      Files.createDirectories(file(name).getParent());
      Files.writeString(file(name), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  SceneStore open(CacheSettings.WarmUp warmUp) {
    return new SceneStore(
        files,
        new CacheSettings(Optional.of(folder.resolve("cache")), false, "10MB", warmUp, Map.of()),
        InstantSource.fixed(Instant.now()));
  }

  SceneStore open() {
    return open(CacheSettings.WarmUp.OFF);
  }

  /** What a walk finds now, as JSON. */
  String walked(String query) {
    ScenesQuery parsed = ScenesQuery.from(query);
    try {
      return text(
          Json.bytes(
              ScenesAnswer.of(parsed, files.scenes(parsed.directory(), parsed.includeAddons()))));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Of look-ups in a region. */
  static long misses(SceneStore store, String region) {
    return Objects.requireNonNull(store.statistics().get(region)).misses();
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
