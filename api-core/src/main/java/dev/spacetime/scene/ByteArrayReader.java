package dev.spacetime.scene;

/** Reads a byte array: numbers, or in Godot 4 one string in base64. */
final class ByteArrayReader {
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
    int digits = 0;
    int padding = 0;
    for (int i = lexer.start(); i < lexer.end(); i++) {
      byte character = text[i];
      if (character == '=' && padding < 2) {
        padding++;
      } else if (isDigit(character) && padding == 0) {
        digits++;
      } else if (character != '\n' && character != '\r' && character != ' ') {
        throw invalid(i);
      }
    }
    if ((digits + padding) % 4 != 0) {
      throw invalid(lexer.end());
    }
  }

  private static boolean isDigit(byte character) {
    int lower = character | 0x20;
    return (lower >= 'a' && lower <= 'z')
        || (character >= '0' && character <= '9')
        || character == '+'
        || character == '/';
  }

  private static ParseFailure invalid(int offset) {
    return new ParseFailure(ProblemCode.SYNTAX, offset, "This byte array is no valid base64.");
  }
}
