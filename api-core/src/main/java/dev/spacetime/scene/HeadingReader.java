package dev.spacetime.scene;

import org.jspecify.annotations.Nullable;

/** Reads headings. */
final class HeadingReader {
  private final Lexer lexer;
  private final NameTable names;
  private final ValueReader values;

  HeadingReader(Lexer lexer, NameTable names, ValueReader values) {
    this.lexer = lexer;
    this.names = names;
    this.values = values;
  }

  /** The next heading, where nothing else may stand; null at the end of the file. */
  @Nullable Heading next() {
    Token token = lexer.next();
    if (token == Token.END) {
      return null;
    }
    if (token != Token.OPEN_BRACKET) {
      throw ConstructorReader.unexpected(lexer, token, "a heading in brackets");
    }
    Heading heading = new Heading(lexer.start());
    readAfterBracket(heading);
    return heading;
  }

  /** Fills in the heading whose opening bracket has been read. */
  void readAfterBracket(Heading heading) {
    expectName("a heading's name");
    heading.tag(word());
    Token token = lexer.next();
    while (token == Token.PERIOD || token == Token.COLON) {
      expectName("the rest of the heading's name");
      heading.tag(heading.tag() + (token == Token.PERIOD ? "." : ":") + word());
      token = lexer.next();
    }
    while (token != Token.CLOSE_BRACKET) {
      attribute(heading, token);
      token = lexer.next();
    }
  }

  private void attribute(Heading heading, Token token) {
    if (token != Token.NAME) {
      throw ConstructorReader.unexpected(lexer, token, "an attribute or ']'");
    }
    Attribute attribute = Attribute.of(word());
    Token equals = lexer.next();
    if (equals != Token.EQUALS) {
      throw ConstructorReader.unexpected(lexer, equals, "'=' after the attribute's name");
    }
    if (attribute == null) {
      values.check();
    } else {
      heading.set(attribute, values.read());
    }
  }

  private void expectName(String what) {
    Token token = lexer.next();
    if (token != Token.NAME) {
      throw ConstructorReader.unexpected(lexer, token, what);
    }
  }

  private String word() {
    return names.name(lexer.text(), lexer.start(), lexer.end());
  }
}
