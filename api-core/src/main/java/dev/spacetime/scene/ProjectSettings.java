package dev.spacetime.scene;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The texts among the settings of a {@code project.godot}, by section and key. */
final class ProjectSettings {
  /** From this version on the file is Godot 4's. */
  private static final long MODERN_CONFIG_VERSION = 5;

  private final Map<String, String> texts = new HashMap<>();

  private ProjectSettings() {}

  /**
   * Reads a settings file.
   *
   * @throws ParseFailure where it is malformed
   */
  static ProjectSettings read(byte[] text) {
    ProjectSettings settings = new ProjectSettings();
    settings.readAll(new Lexer(text, new Warnings(1)));
    return settings;
  }

  /**
   * @param key the section and the key within it, {@code application/config/name}
   */
  Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  private void readAll(Lexer lexer) {
    if (FileHeader.startsWith(lexer.text(), 0xEF, 0xBB, 0xBF)) {
      lexer.moveTo(3);
    }
    NameTable names = new NameTable();
    ResourceTable resources = new ResourceTable(ResourcePath.ROOT);
    ValueReader values = new ValueReader(lexer, names, resources, ParseLimits.DEFAULT.depthMax());
    KeyReader keys = new KeyReader(lexer, names);
    String section = "";
    KeyReader.Found found = keys.next();
    while (found != KeyReader.Found.END) {
      if (found == KeyReader.Found.HEADING) {
        section = section(lexer) + "/";
      } else {
        keep(section + keys.name(), values.read(), lexer);
      }
      found = keys.next();
    }
  }

  private void keep(String key, Value value, Lexer lexer) {
    if (key.equals("config_version") && value.asWhole() >= MODERN_CONFIG_VERSION) {
      lexer.read(Grammar.MODERN);
    }
    if (value instanceof Value.Text text) {
      texts.put(key, text.value());
    }
  }

  /** A section's name is whatever stands between its brackets. */
  private static String section(Lexer lexer) {
    byte[] text = lexer.text();
    int from = lexer.position();
    int to = from;
    while (to < text.length && text[to] != ']') {
      to++;
    }
    if (to == text.length) {
      throw new ParseFailure(
          ProblemCode.SYNTAX, from - 1, "This section's bracket is never closed.");
    }
    lexer.moveTo(to + 1);
    return EngineText.ascii(text, from, to).strip();
  }
}
