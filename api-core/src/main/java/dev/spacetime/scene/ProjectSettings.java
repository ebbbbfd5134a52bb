package dev.spacetime.scene;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text values of a {@code project.godot}: {@code [section]} lines and {@code key=value} pairs
 * in the same grammar as scenes, but for headings of a single word or path.
 */
final class ProjectSettings {
  private static final int DEPTH_MAX = 1_000;

  private final Map<String, String> values = new HashMap<>();

  static ProjectSettings read(byte[] text) throws SyntaxException {
    ProjectSettings settings = new ProjectSettings();
    Tokenizer tokens = new Tokenizer(text);
    tokens.modern(true);
    ValueReader reader = new ValueReader(tokens, new NoReferences(), DEPTH_MAX);
    String section = "";
    for (int next = tokens.skipBlank(); next >= 0; next = tokens.skipBlank()) {
      if (next == '[') {
        section = section(tokens);
        continue;
      }
      @Nullable String key = tokens.key();
      if (key == null) {
        break;
      }
      Value value = reader.read();
      if (value.kind() == Value.Kind.STRING) {
        settings.values.put(section + "/" + key, value.text());
      }
    }
    return settings;
  }

  Optional<String> text(String section, String key) {
    return Optional.ofNullable(values.get(section + "/" + key));
  }

  // Everything up to the closing bracket.
  private static String section(Tokenizer tokens) throws SyntaxException {
    Position position = tokens.tokenPosition();
    @Nullable String name = tokens.sectionName();
    if (name == null) {
      throw new SyntaxException(
          ProblemCode.SYNTAX, position, "The section that begins here does not end");
    }
    return name;
  }

  private static final class NoReferences implements References {
    @Override
    public void external(String id, Position position) {
      // Settings declare no resources; what they name is found when it is used.
    }

    @Override
    public void sub(String id, Position position) {
      // As above.
    }

    @Override
    public void direct(String path, Position position) {
      // As above.
    }
  }
}
