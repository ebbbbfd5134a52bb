package dev.spacetime.session;

import dev.spacetime.api.Json;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.storage.CheckedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Keeps the history over a restart, in {@code history.json} of the data folder. */
public final class HistoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
  private static final int VERSION = 1;
  private static final int BYTES_MAX = 1 << 20;

  private final Path file;

  public HistoryFile(Path dataFolder) {
    this.file = dataFolder.resolve("history.json");
  }

  /** The stored history; a damaged file is put aside as {@code history.json.damaged}. */
  SceneHistory read() {
    try {
      return CheckedFile.read(file, BYTES_MAX)
          .map(bytes -> Json.read(bytes, Document.class).history())
          .orElse(SceneHistory.EMPTY);
    } catch (JacksonException | IllegalArgumentException | IOException damaged) {
      putAside(damaged);
      return SceneHistory.EMPTY;
    }
  }

  /** Durable when it returns. */
  void write(SceneHistory history) {
    try {
      CheckedFile.write(file, Json.prettyBytes(Document.of(history)), true);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void putAside(Exception damage) {
    LOG.warn("The load history can't be read; it is put aside and starts empty");
    LOG.debug("The damage of the load history", damage);
    try {
      Files.move(
          file, file.resolveSibling("history.json.damaged"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stays) {
      LOG.warn("The damaged history stays where it is: {}", stays.toString());
    }
  }

  private record Document(int version, List<Load> loads) {
    private Document {
      if (version != VERSION) {
        throw new IllegalArgumentException("Unknown version of the history: " + version);
      }
      // Null and nulls inside are no history; Jackson reports what is thrown here as damage.
      loads = List.copyOf(loads);
    }

    static Document of(SceneHistory history) {
      return new Document(VERSION, history.loads().stream().map(Load::of).toList());
    }

    SceneHistory history() {
      return new SceneHistory(loads.stream().map(Load::loadRecord).toList());
    }
  }

  private record Load(
      String path,
      @Nullable String rootName,
      long loadedAtMillis,
      long durationMillis,
      @Nullable String error) {
    private Load {
      var unused = new ResourcePath(path);
    }

    static Load of(LoadRecord load) {
      return new Load(
          load.path().value(),
          load.rootName(),
          load.loadedAt().toEpochMilli(),
          load.durationMillis(),
          load.error());
    }

    LoadRecord loadRecord() {
      return new LoadRecord(
          new ResourcePath(path),
          rootName,
          Instant.ofEpochMilli(loadedAtMillis),
          durationMillis,
          error);
    }
  }
}
