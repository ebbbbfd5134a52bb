package dev.spacetime.scene;

/**
 * A value as far as headings need it.
 *
 * @param text of a string, name or node path its content; of a number its digits; of a resource its
 *     id
 */
record Value(Kind kind, String text) {
  static final Value OTHER = new Value(Kind.OTHER, "");
  static final Value NULL = new Value(Kind.NULL, "Null");

  enum Kind {
    STRING,
    NODE_PATH,
    NUMBER,
    TRUTH,
    NULL,
    EXTERNAL,
    SUB,
    /** Arrays, dictionaries and all other constructors. */
    OTHER
  }

  /** The engine's conversion to an integer: a number's whole part, or the digits of a string. */
  int integer() {
    return switch (kind) {
      case NUMBER -> (int) (long) number(text);
      case STRING -> (int) digits(text);
      case TRUTH -> text.equals("True") ? 1 : 0;
      case NODE_PATH, NULL, EXTERNAL, SUB, OTHER -> 0;
    };
  }

  /** The engine's conversion to a path of nodes: strings and node paths alone have one. */
  NodePath nodePath() {
    return switch (kind) {
      case STRING, NODE_PATH -> NodePath.parse(text);
      case NUMBER, TRUTH, NULL, EXTERNAL, SUB, OTHER -> NodePath.EMPTY;
    };
  }

  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException brokenOff) {
      return digits(text);
    }
  }

  // Whatever is no digit is passed over, as the engine does.
  private static long digits(String text) {
    long value = 0;
    boolean negative = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character >= '0' && character <= '9') {
        value = value * 10 + (character - '0');
      } else if (character == '-' && value == 0) {
        negative = !negative;
      }
    }
    return negative ? -value : value;
  }
}
