package dev.spacetime.scene;

/** Reads what follows a value's first word, for the values that nest nothing. */
final class ConstructorReader {
  private final Lexer lexer;
  private final NameTable names;
  private final ReferenceReader references;
  private final ByteArrayReader byteArrays;

  ConstructorReader(Lexer lexer, NameTable names, ResourceTable resources) {
    this.lexer = lexer;
    this.names = names;
    this.references = new ReferenceReader(lexer, resources);
    this.byteArrays = new ByteArrayReader(lexer, this);
  }

  Value read(Constructor constructor, String name, boolean kept) {
    switch (constructor.shape()) {
      case NULL -> {
        return Value.Bare.NOTHING;
      }
      case TRUE, FALSE -> {
        return new Value.Flag(constructor.shape() == Constructor.Shape.TRUE);
      }
      case NODE_PATH -> {
        return nodePath(kept);
      }
      case RESOURCE, EXTERNAL_RESOURCE, SUB_RESOURCE -> {
        expect(Token.OPEN_PARENTHESIS);
        return references.read(constructor.shape());
      }
      case NUMBERS -> numbers(constructor.argumentCount(), name);
      case BYTES -> byteArrays.read(name);
      case STRINGS -> strings();
      case RID -> rid();
      case EMPTY -> {
        expect(Token.OPEN_PARENTHESIS);
        expect(Token.CLOSE_PARENTHESIS);
      }
      case INPUT_EVENT -> new InputEventReader(lexer).read();
      case FLOAT, OBJECT, TYPED_ARRAY, TYPED_DICTIONARY -> {}
    }
    return Value.Bare.OTHER;
  }

  /** {@code (TYPE,} of an object, of whose properties the caller goes on to read. */
  void objectType() {
    expect(Token.OPEN_PARENTHESIS);
    expect(Token.NAME);
    expect(Token.COMMA);
  }

  /** {@code [TYPE]([} of a typed array. */
  void arrayType() {
    expect(Token.OPEN_BRACKET);
    elementType(Token.CLOSE_BRACKET);
    expect(Token.OPEN_PARENTHESIS);
    expect(Token.OPEN_BRACKET);
  }

  /** <code>[KEY, VALUE]({</code> of a typed dictionary. */
  void dictionaryTypes() {
    expect(Token.OPEN_BRACKET);
    elementType(Token.COMMA);
    elementType(Token.CLOSE_BRACKET);
    expect(Token.OPEN_PARENTHESIS);
    expect(Token.OPEN_BRACE);
  }

  void numbers(int count, String name) {
    int opened = lexer.start();
    expect(Token.OPEN_PARENTHESIS);
    Token token = lexer.next();
    int read = 0;
    if (token != Token.CLOSE_PARENTHESIS) {
      number(token);
      read = 1 + furtherNumbers();
    }
    if (count >= 0 && read != count) {
      throw new ParseFailure(
          ProblemCode.SYNTAX,
          opened,
          name + " takes " + count + " numbers, and here are " + read + ".");
    }
  }

  int furtherNumbers() {
    int read = lexer.skipNumbers();
    while (commaOrEnd() == Token.COMMA) {
      number(lexer.next());
      read += 1 + lexer.skipNumbers();
    }
    return read;
  }

  /** A number, or one of the words that stand for one. */
  void number(Token token) {
    if (token == Token.NUMBER) {
      return;
    }
    if (token == Token.NAME && lexer.grammar() == Grammar.MODERN) {
      Constructor word =
          Constructor.byName().get(names.name(lexer.text(), lexer.start(), lexer.end()));
      if (word != null && word.shape() == Constructor.Shape.FLOAT) {
        return;
      }
    }
    throw unexpected(lexer, token, "a number");
  }

  void expect(Token expected) {
    Token token = lexer.next();
    if (token != expected) {
      throw unexpected(lexer, token, expected.description());
    }
  }

  static ParseFailure unexpected(Lexer lexer, Token token, String expected) {
    int offset = token == Token.STRING ? lexer.start() - 1 : lexer.start();
    return new ParseFailure(
        ProblemCode.SYNTAX,
        offset,
        Character.toUpperCase(expected.charAt(0))
            + expected.substring(1)
            + " is expected, and here is "
            + token.description()
            + ".");
  }

  private Token commaOrEnd() {
    Token token = lexer.next();
    if (token != Token.COMMA && token != Token.CLOSE_PARENTHESIS) {
      throw unexpected(lexer, token, "',' or ')'");
    }
    return token;
  }

  private Value nodePath(boolean kept) {
    expect(Token.OPEN_PARENTHESIS);
    expect(Token.STRING);
    Value value = Value.Bare.OTHER;
    if (kept) {
      value = new Value.Path(NodePath.parse(lexer.string()));
    } else {
      lexer.inspectString();
    }
    expect(Token.CLOSE_PARENTHESIS);
    return value;
  }

  private void strings() {
    expect(Token.OPEN_PARENTHESIS);
    Token token = lexer.next();
    while (token != Token.CLOSE_PARENTHESIS) {
      if (token != Token.STRING) {
        throw unexpected(lexer, token, "a string");
      }
      lexer.inspectString();
      token = commaOrEnd();
      if (token == Token.COMMA) {
        token = lexer.next();
      }
    }
  }

  private void rid() {
    expect(Token.OPEN_PARENTHESIS);
    Token token = lexer.next();
    if (token == Token.CLOSE_PARENTHESIS && lexer.grammar() == Grammar.MODERN) {
      return;
    }
    if (token != Token.NUMBER) {
      throw unexpected(lexer, token, "a number");
    }
    expect(Token.CLOSE_PARENTHESIS);
  }

  private void elementType(Token following) {
    expect(Token.NAME);
    Constructor constructor =
        Constructor.byName().get(names.name(lexer.text(), lexer.start(), lexer.end()));
    if (constructor == null) {
      expect(following);
      return;
    }
    switch (constructor.shape()) {
      case EXTERNAL_RESOURCE, SUB_RESOURCE -> {
        expect(Token.OPEN_PARENTHESIS);
        references.read(constructor.shape());
        expect(following);
      }
      case RESOURCE -> resourceType(following);
      case NULL, TRUE, FALSE, FLOAT, NUMBERS, BYTES, STRINGS, NODE_PATH, RID, EMPTY, OBJECT ->
          expect(following);
      case INPUT_EVENT, TYPED_ARRAY, TYPED_DICTIONARY -> expect(following);
    }
  }

  /** {@code Resource} alone is a class; with parentheses it is a script to load. */
  private void resourceType(Token following) {
    Token token = lexer.next();
    if (token == Token.OPEN_PARENTHESIS) {
      references.read(Constructor.Shape.RESOURCE);
      expect(following);
    } else if (token != following) {
      throw unexpected(lexer, token, following.description());
    }
  }
}
