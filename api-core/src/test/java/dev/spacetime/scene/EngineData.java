package dev.spacetime.scene;

import dev.spacetime.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Real scenes and what the real engine says of them: the whole collection when it lies beside the
 * repository, else the small part of it that the repository keeps.
 */
final class EngineData {
  private static final Path ROOT = root();

  private EngineData() {}

  /** Says in a test's output what it ran on. */
  static String label() {
    return isWhole() ? "whole collection" : "part in the repository";
  }

  static boolean isWhole() {
    return !ROOT.startsWith(part());
  }

  static Path root() {
    for (@Nullable Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path whole = up.resolve("shared/godot");
      if (Files.isRegularFile(whole.resolve("engine-facts.jsonl"))) {
        return whole;
      }
    }
    return part();
  }

  private static Path part() {
    return Path.of("src/test/resources/godot").toAbsolutePath();
  }

  static List<JsonNode> lines(String file) {
    try (Stream<String> lines = Files.lines(ROOT.resolve(file))) {
      return lines.map(EngineData::json).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Copies a set and makes an empty file for every asset that it names but does not hold. */
  static Path materialize(String set, Path target) throws IOException {
    Path source = ROOT.resolve(set);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path assets = source.resolve("files.tsv");
    if (Files.exists(assets)) {
      for (String line : Files.readAllLines(assets)) {
        Path asset = target.resolve(line.substring(line.indexOf('\t') + 1));
        Files.createDirectories(asset.getParent());
        if (!Files.exists(asset)) {
          Files.createFile(asset);
        }
      }
    }
    return target;
  }

  /** Every project below a folder. */
  static List<Path> projects(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("project.godot"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private static JsonNode json(String line) {
    return Json.tree(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
