package dev.spacetime.scene;

/** Reads references to other resources, from behind the opening parenthesis on. */
final class ReferenceReader {
  private final Lexer lexer;
  private final ResourceTable resources;
  private final TextPositions positions;

  ReferenceReader(Lexer lexer, ResourceTable resources) {
    this.lexer = lexer;
    this.resources = resources;
    this.positions = new TextPositions(lexer.text());
  }

  Value read(Constructor.Shape shape) {
    if (shape == Constructor.Shape.RESOURCE || !resources.declaring()) {
      return loadByPath(shape);
    }
    int offset = lexer.position();
    String id = id();
    Value value =
        shape == Constructor.Shape.EXTERNAL_RESOURCE ? external(id, offset) : sub(id, offset);
    close(lexer.next());
    return value;
  }

  private String id() {
    Token token = lexer.next();
    if (token == Token.NUMBER) {
      String word = lexer.word();
      Value number =
          lexer.numberIsReal()
              ? new Value.Real(EngineNumbers.real(word))
              : new Value.Whole(EngineNumbers.whole(word));
      return number.asId(lexer.grammar());
    }
    if (token == Token.STRING && lexer.grammar() == Grammar.MODERN) {
      return lexer.string();
    }
    String expected = lexer.grammar() == Grammar.LEGACY ? "a number" : "a number or a string";
    throw ConstructorReader.unexpected(lexer, token, expected + " that names the resource");
  }

  private Value external(String id, int offset) {
    ExternalResource external = resources.use(id);
    if (external == null) {
      throw undeclared(Constructor.Shape.EXTERNAL_RESOURCE, id, offset);
    }
    return new Value.External(external);
  }

  private Value sub(String id, int offset) {
    if (!resources.useSub(id)) {
      throw undeclared(Constructor.Shape.SUB_RESOURCE, id, offset);
    }
    return Value.Bare.OTHER;
  }

  private Value loadByPath(Constructor.Shape shape) {
    Token token = lexer.next();
    if (token == Token.NUMBER && shape != Constructor.Shape.RESOURCE) {
      throw undeclared(shape, lexer.word(), lexer.start());
    }
    if (token != Token.STRING) {
      throw ConstructorReader.unexpected(lexer, token, "a string with the path of a resource");
    }
    int offset = lexer.start() - 1;
    String path = lexer.string();
    Token following = lexer.next();
    if (following == Token.COMMA && lexer.grammar() == Grammar.MODERN) {
      path = pathOfPair(path);
      following = lexer.next();
    }
    close(following);
    return new Value.External(resources.load(path, positions.at(offset)));
  }

  /** Godot 4 writes an identifier and a path, in either order. */
  private String pathOfPair(String first) {
    Token token = lexer.next();
    if (token != Token.STRING) {
      throw ConstructorReader.unexpected(lexer, token, "a string");
    }
    String second = lexer.string();
    boolean firstIsUid = first.startsWith("uid://");
    if (firstIsUid == second.startsWith("uid://")) {
      throw new ParseFailure(
          ProblemCode.SYNTAX,
          lexer.start() - 1,
          "Of the two, one should be a uid:// and one a path.");
    }
    return firstIsUid ? second : first;
  }

  private static ParseFailure undeclared(Constructor.Shape shape, String id, int offset) {
    return shape == Constructor.Shape.EXTERNAL_RESOURCE
        ? new ParseFailure(
            ProblemCode.UNDECLARED_EXTERNAL_RESOURCE,
            offset,
            "ExtResource(" + id + ") is used, but no [ext_resource] before it has that id.")
        : new ParseFailure(
            ProblemCode.UNDECLARED_SUB_RESOURCE,
            offset,
            "SubResource(" + id + ") is used, but no [sub_resource] before it has that id.");
  }

  private void close(Token token) {
    if (token != Token.CLOSE_PARENTHESIS) {
      throw ConstructorReader.unexpected(lexer, token, "')'");
    }
  }
}
