package dev.spacetime.security;

import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.api.Json;
import dev.spacetime.security.WhitelistDocument.Lists;
import dev.spacetime.storage.CheckedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the API has changed: the content of {@code whitelist.json}.
 *
 * @param environment the environment that was chosen
 * @param environments what was added, by environment
 */
record WhitelistChanges(@Nullable String environment, Map<String, Lists> environments) {
  static final WhitelistChanges NONE = new WhitelistChanges(null, Map.of());
  private static final int FILE_BYTES_MAX = 64 << 20;

  WhitelistChanges {
    environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    if (environments.containsValue(null)) {
      throw new IllegalArgumentException("An environment has lists");
    }
  }

  Lists of(String name) {
    return environments.getOrDefault(name, Lists.NONE);
  }

  WhitelistChanges with(String name, Lists lists) {
    Map<String, Lists> more = new LinkedHashMap<>(environments);
    more.put(name, lists);
    return new WhitelistChanges(environment, more);
  }

  WhitelistChanges choosing(String name) {
    return new WhitelistChanges(name, environments);
  }

  /**
   * Reads what was stored; nothing when there is no file.
   *
   * @throws WhitelistFileException when the file is damaged: what was promised to last is not
   *     dropped in silence
   */
  static WhitelistChanges read(Path file) {
    try {
      return CheckedFile.read(file, FILE_BYTES_MAX)
          .map(json -> Json.read(json, WhitelistChanges.class))
          .orElse(NONE);
    } catch (IOException | JacksonException | IllegalArgumentException damaged) {
      throw new WhitelistFileException(
          "the changes of the whitelist, "
              + file.getFileName()
              + " in the data folder, are damaged; restore or remove that file");
    }
  }

  /** Durable when it returns. */
  void write(Path file) throws IOException {
    byte[] json = Json.prettyBytes(this);
    if (json.length > FILE_BYTES_MAX) {
      throw new IOException("The changes of the whitelist exceed " + FILE_BYTES_MAX + " bytes");
    }
    CheckedFile.write(file, json, true);
  }
}
