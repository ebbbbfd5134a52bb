package dev.spacetime.scene;

/** Reads the way in which Godot 2 wrote input events, which Godot 3 still understands. */
final class InputEventReader {
  private final Lexer lexer;

  InputEventReader(Lexer lexer) {
    this.lexer = lexer;
  }

  void read() {
    expect(Token.OPEN_PARENTHESIS);
    expect(Token.NAME);
    switch (lexer.word()) {
      case "NONE" -> expect(Token.CLOSE_PARENTHESIS);
      case "KEY" -> key();
      case "MBUTTON", "JBUTTON" -> numbers(1);
      case "JAXIS" -> numbers(2);
      default ->
          throw new ParseFailure(
              ProblemCode.SYNTAX,
              lexer.start(),
              "'" + lexer.word() + "' is no kind of input event.");
    }
  }

  private void key() {
    expect(Token.COMMA);
    Token key = lexer.next();
    if (key != Token.NAME && key != Token.NUMBER) {
      throw ConstructorReader.unexpected(lexer, key, "a key's name or number");
    }
    Token following = lexer.next();
    if (following == Token.COMMA) {
      expect(Token.NAME);
      following = lexer.next();
    }
    if (following != Token.CLOSE_PARENTHESIS) {
      throw ConstructorReader.unexpected(lexer, following, "')'");
    }
  }

  private void numbers(int count) {
    for (int i = 0; i < count; i++) {
      expect(Token.COMMA);
      expect(Token.NUMBER);
    }
    expect(Token.CLOSE_PARENTHESIS);
  }

  private void expect(Token expected) {
    Token token = lexer.next();
    if (token != expected) {
      throw ConstructorReader.unexpected(lexer, token, expected.description());
    }
  }
}
