package dev.spacetime.scene;

import dev.spacetime.api.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Real scenes and what the real engine said of them: the whole collection where it is found, else
 * the small part that comes with the tests. It is looked for where the system property {@code
 * spacetime.godot.data} or the environment variable {@code SPACETIME_GODOT_DATA} says, and beside
 * the repository, in {@code shared/godot}.
 */
final class EngineData {
  private static final String FACTS = "engine-facts.jsonl";
  private static final Path ROOT = root();

  private EngineData() {}

  /** Says in a test's output what it ran on. */
  static String label() {
    // Only the whole comes with the script that fills in its assets.
    return Files.exists(ROOT.resolve("materialize"))
        ? "the whole collection"
        : "the part that comes with the tests";
  }

  static Path root() {
    return Stream.of(
            System.getProperty("spacetime.godot.data"), System.getenv("SPACETIME_GODOT_DATA"))
        .filter(named -> named != null)
        .map(Path::of)
        .findFirst()
        .orElseGet(EngineData::besideRepository);
  }

  static List<JsonNode> lines(String file) throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve(file))) {
      return lines.map(EngineData::json).toList();
    }
  }

  /** Copies a set of projects and makes an empty file for every asset that it only names. */
  static Path materialize(String set, Path target) throws IOException {
    Path source = ROOT.resolve(set);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path assets = target.resolve("files.tsv");
    if (Files.exists(assets)) {
      for (String line : Files.readAllLines(assets)) {
        Path asset = target.resolve(line.substring(line.indexOf('\t') + 1));
        Files.createDirectories(asset.getParent());
        Files.writeString(asset, "");
      }
    }
    return target;
  }

  /** Every project at or below a folder. */
  static List<Path> projects(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("project.godot"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private static Path besideRepository() {
    for (@Nullable Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path whole = up.resolve("shared/godot");
      if (Files.isRegularFile(whole.resolve(FACTS))) {
        return whole;
      }
    }
    return part();
  }

  private static Path part() {
    try {
      return Path.of(Objects.requireNonNull(EngineData.class.getResource("/godot")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the tests' own data is not where the tests are", e);
    }
  }

  private static JsonNode json(String line) {
    return Json.tree(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
