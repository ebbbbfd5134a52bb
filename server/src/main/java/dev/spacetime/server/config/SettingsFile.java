package dev.spacetime.server.config;

import dev.spacetime.api.NearestName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Reads a settings file: Java's properties format in UTF-8. */
final class SettingsFile {
  private static final long BYTES_MAX = 1 << 20;

  private SettingsFile() {}

  /** Problems are added to the list; what could be read is returned all the same. */
  static Map<Setting, String> read(Path file, List<String> problems) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    UniqueProperties lines = new UniqueProperties();
    try {
      if (Files.size(file) > BYTES_MAX) {
        problems.add("--config=" + file + ": the file has more than " + BYTES_MAX + " bytes");
        return values;
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        lines.load(reader);
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      problems.add("--config=" + file + ": must be a readable file of key = value lines");
      return values;
    }
    for (String key : lines.stringPropertyNames()) {
      Setting.ofKey(key)
          .filter(setting -> setting != Setting.CONFIG)
          .ifPresentOrElse(
              setting -> values.put(setting, lines.getProperty(key)),
              () -> problems.add(unknown(file, key)));
    }
    lines.twice.forEach(key -> problems.add(file + ": key " + key + " is given twice"));
    return values;
  }

  private static String unknown(Path file, String key) {
    String nearest =
        NearestName.of(key, Setting.keys()).map(near -> "; did you mean " + near + "?").orElse("");
    return file + ": unknown key " + key + nearest;
  }

  private static final class UniqueProperties extends Properties {
    private static final long serialVersionUID = 1L;

    private final transient Set<Object> twice = new TreeSet<>();

    @Override
    public synchronized Object put(Object key, Object value) {
      if (containsKey(key)) {
        twice.add(key);
      }
      return super.put(key, value);
    }
  }
}
