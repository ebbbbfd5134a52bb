package dev.spacetime.scene;

/** Reads a byte array: numbers, or in Godot 4 one string in base64. */
final class ByteArrayReader {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** Looked up, because byte arrays are most of what large scenes consist of. */
  private static final boolean[] DIGITS = digits();

  private final Lexer lexer;
  private final ConstructorReader constructors;

  ByteArrayReader(Lexer lexer, ConstructorReader constructors) {
    this.lexer = lexer;
    this.constructors = constructors;
  }

  void read(String name) {
    if (lexer.grammar() == Grammar.LEGACY) {
      constructors.numbers(-1, name);
      return;
    }
    constructors.expect(Token.OPEN_PARENTHESIS);
    Token token = lexer.next();
    if (token == Token.STRING) {
      checkBase64();
      constructors.expect(Token.CLOSE_PARENTHESIS);
    } else if (token != Token.CLOSE_PARENTHESIS) {
      constructors.number(token);
      constructors.furtherNumbers();
    }
  }

  /**
   * As the engine's decoder wants it: the base64 alphabet, at most two {@code =} and nothing after
   * them, and a whole number of groups of four. White space within is passed over.
   */
  private void checkBase64() {
    byte[] text = lexer.text();
    int at = lexer.start();
    int end = lexer.end();
    int digits = 0;
    while (at < end && (isDigit(text[at]) || isBlank(text[at]))) {
      digits += isDigit(text[at++]) ? 1 : 0;
    }
    int padding = 0;
    while (at < end && ((text[at] == '=' && padding < 2) || isBlank(text[at]))) {
      padding += text[at++] == '=' ? 1 : 0;
    }
    if (at < end || (digits + padding) % 4 != 0) {
      throw invalid(at);
    }
  }

  private static boolean isBlank(byte character) {
    return character == '\n' || character == '\r' || character == ' ';
  }

  private static boolean isDigit(byte character) {
    return DIGITS[character & 0xFF];
  }

  private static boolean[] digits() {
    boolean[] digits = new boolean[256];
    ALPHABET.chars().forEach(digit -> digits[digit] = true);
    return digits;
  }

  private static ParseFailure invalid(int offset) {
    return new ParseFailure(ProblemCode.SYNTAX, offset, "This byte array is no valid base64.");
  }
}
