package dev.spacetime.scene;

/** The escape sequences of a string: how long they are and what the engine refuses in them. */
final class Escapes {
  private Escapes() {}

  /**
   * The offset after the escape sequence, or the surrogate pair of two, that begins at {@code
   * backslash}. Godot 4 refuses a surrogate without its other half; Godot 3 doesn't care.
   */
  static int skip(byte[] text, int backslash, Grammar grammar) {
    int after = skipOne(text, backslash, grammar);
    if (grammar == Grammar.LEGACY || after - backslash < 6) {
      return after;
    }
    int unit = hexadecimal(text, backslash + 2, after);
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      return skipTrail(text, backslash, after);
    }
    if (unit >= 0xDC00 && unit <= 0xDFFF) {
      throw unpaired(backslash);
    }
    return after;
  }

  /** The value of hexadecimal digits that have been checked. */
  static int hexadecimal(byte[] text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | Character.digit(text[i], 16);
    }
    return value;
  }

  private static int skipTrail(byte[] text, int lead, int after) {
    if (after + 1 < text.length && text[after] == '\\' && (text[after + 1] | 0x20) == 'u') {
      int afterTrail = skipOne(text, after, Grammar.MODERN);
      int unit = hexadecimal(text, after + 2, afterTrail);
      if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return afterTrail;
      }
    }
    throw unpaired(lead);
  }

  private static int skipOne(byte[] text, int backslash, Grammar grammar) {
    if (backslash + 1 >= text.length || text[backslash + 1] == 0) {
      // The caller meets the end, or the NUL, and knows what to say.
      return backslash + 1;
    }
    int digits = digits(text[backslash + 1], grammar);
    for (int i = backslash + 2; i < backslash + 2 + digits; i++) {
      if (i >= text.length || !Lexer.isHexadecimal(text[i])) {
        throw new ParseFailure(
            ProblemCode.SYNTAX,
            backslash,
            "This escape sequence needs " + digits + " hexadecimal digits.");
      }
    }
    return backslash + 2 + digits;
  }

  /** How many hexadecimal digits follow this escaped character. */
  static int digits(byte character, Grammar grammar) {
    if (character == 'u') {
      return 4;
    }
    return character == 'U' && grammar == Grammar.MODERN ? 6 : 0;
  }

  private static ParseFailure unpaired(int backslash) {
    return new ParseFailure(
        ProblemCode.SYNTAX, backslash, "This half of a surrogate pair lacks the other half.");
  }
}
