package dev.spacetime.scene;

import org.jspecify.annotations.Nullable;

/**
 * Reads headings and the properties between them, as the engine's {@code
 * VariantParser::parse_tag_assign_eof} does: {@code [} begins a heading only where no key is
 * pending, so a stray word swallows the heading behind it.
 */
final class HeadingReader {
  private final Tokenizer tokens;
  private final ValueReader values;
  private final Warnings warnings;
  private int valueEndLine = -1;
  private @Nullable Heading next;

  /** Hears of text that is read otherwise than it looks. */
  interface Warnings {
    void misread(Position position, String message);
  }

  HeadingReader(Tokenizer tokens, ValueReader values, Warnings warnings) {
    this.tokens = tokens;
    this.values = values;
    this.warnings = warnings;
  }

  /** The next heading, where nothing else may stand; null at the end of the file. */
  @Nullable Heading heading() throws SyntaxException {
    Token token = tokens.next();
    if (token == Token.END) {
      return null;
    }
    if (token != Token.BRACKET_OPEN) {
      throw new SyntaxException(
          ProblemCode.SYNTAX,
          tokens.tokenPosition(),
          "Here should be a heading in brackets, and is " + token.label());
    }
    Position position = tokens.tokenPosition();
    Heading heading = new Heading(name(), position);
    attributes(heading);
    valueEndLine = -1;
    return heading;
  }

  /**
   * The name of the next property, its value read and dropped; null before a heading, which {@link
   * #following} then has, and at the end of the file. A property without a name is empty.
   */
  @Nullable String property() throws SyntaxException {
    next = null;
    int character = tokens.skipBlank();
    if (character == '[') {
      next = heading();
      return null;
    }
    if (character < 0) {
      return null;
    }
    int line = tokens.line();
    String name = tokens.key();
    if (name == null) {
      warnings.misread(tokens.tokenPosition(), "The text at the end of the file is ignored");
      return null;
    }
    if (line == valueEndLine) {
      warnings.misread(
          tokens.tokenPosition(),
          "The value before ends here; what follows is read as the next property's name");
    } else if (tokens.isKeyGathered()) {
      warnings.misread(
          tokens.tokenPosition(),
          "Everything from here to the next '=' is read as one property's name");
    }
    Value unused = values.read();
    valueEndLine = tokens.line();
    return name;
  }

  /** The heading that ended the properties; null at the end of the file. */
  @Nullable Heading following() {
    return next;
  }

  private String name() throws SyntaxException {
    Token token = tokens.next();
    if (token != Token.IDENTIFIER) {
      throw new SyntaxException(
          ProblemCode.SYNTAX,
          tokens.tokenPosition(),
          "A heading begins with its name, and here is " + token.label());
    }
    return tokens.text();
  }

  private void attributes(Heading heading) throws SyntaxException {
    Token token = tokens.next();
    while (token != Token.BRACKET_CLOSE) {
      if (token == Token.END) {
        throw new SyntaxException(
            ProblemCode.SYNTAX, heading.position(), "The heading that begins here does not end");
      }
      if (token != Token.IDENTIFIER) {
        throw new SyntaxException(
            ProblemCode.SYNTAX,
            tokens.tokenPosition(),
            "Here should be an attribute or ']', and is " + token.label());
      }
      String attribute = tokens.text();
      Position position = tokens.tokenPosition();
      if (tokens.next() != Token.EQUAL) {
        throw new SyntaxException(
            ProblemCode.SYNTAX, position, "An attribute needs '=' and a value");
      }
      heading.put(attribute, values.read());
      token = tokens.next();
    }
  }
}
