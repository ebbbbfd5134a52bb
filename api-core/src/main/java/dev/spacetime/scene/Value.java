package dev.spacetime.scene;

/**
 * What a heading's attribute was set to, as far as the loader looks at it, with the engine's
 * conversions. Values of properties are checked but not kept.
 */
sealed interface Value {
  /** Values that need no more than their name. */
  enum Bare implements Value {
    /** {@code null}. */
    NOTHING,
    /** Anything that the loader makes nothing of: an array, a vector, a sub-resource … */
    OTHER
  }

  record Flag(boolean value) implements Value {}

  record Whole(long value) implements Value {}

  record Real(double value) implements Value {}

  record Text(String value) implements Value {}

  record Path(NodePath value) implements Value {}

  /** A resource that the file's head declares. */
  record External(ExternalResource resource) implements Value {}

  /** The text that the engine makes of a value; of the unprintable ones, an empty text. */
  default String asText(Grammar grammar) {
    if (this instanceof Text text) {
      return text.value();
    }
    if (this instanceof Whole whole) {
      return Long.toString(whole.value());
    }
    if (this instanceof Real real) {
      return EngineNumbers.text(real.value(), grammar);
    }
    if (this instanceof Path path) {
      return path.value().toString();
    }
    if (this instanceof Flag flag) {
      return legacyCapital(flag.value() ? "true" : "false", grammar);
    }
    return this == Bare.NOTHING ? (grammar == Grammar.LEGACY ? "Null" : "<null>") : "";
  }

  /** The number that the engine makes of a value: 0 for everything that is no number. */
  default long asWhole() {
    if (this instanceof Whole whole) {
      return whole.value();
    }
    if (this instanceof Real real) {
      return (long) real.value();
    }
    if (this instanceof Text text) {
      return EngineNumbers.wholeIn(text.value());
    }
    return this instanceof Flag flag && flag.value() ? 1 : 0;
  }

  /** The node path that the engine makes of a value: empty for what is neither path nor text. */
  default NodePath asNodePath() {
    if (this instanceof Path path) {
      return path.value();
    }
    return this instanceof Text text ? NodePath.parse(text.value()) : NodePath.EMPTY;
  }

  /** The key under which the engine files a resource: Godot 3 counts, Godot 4 names. */
  default String asId(Grammar grammar) {
    return grammar == Grammar.LEGACY ? Integer.toString((int) asWhole()) : asText(grammar);
  }

  private static String legacyCapital(String word, Grammar grammar) {
    return grammar == Grammar.LEGACY
        ? Character.toUpperCase(word.charAt(0)) + word.substring(1)
        : word;
  }
}
