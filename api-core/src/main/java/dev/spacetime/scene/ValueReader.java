package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of any depth without recursion: what is open lies on a stack of its own. The rules
 * are those of the engine's {@code VariantParser::parse_value}.
 */
final class ValueReader {
  private final Tokenizer tokens;
  private final References references;
  private final int depthMax;
  private final Deque<Open> open = new ArrayDeque<>();

  ValueReader(Tokenizer tokens, References references, int depthMax) {
    this.tokens = tokens;
    this.references = references;
    this.depthMax = depthMax;
  }

  /** What can be open around a value. */
  private enum Kind {
    ARRAY("array", Token.BRACKET_CLOSE),
    DICTIONARY("dictionary", Token.CURLY_CLOSE),
    OBJECT("object", Token.PARENTHESIS_CLOSE),
    /** {@code Array[T](…)}: exactly one array or dictionary in parentheses. */
    TYPED("typed value", Token.PARENTHESIS_CLOSE);

    private final String label;
    private final Token close;

    Kind(String label, Token close) {
      this.label = label;
      this.close = close;
    }
  }

  private static final class Open {
    private final Kind kind;
    private final Position position;
    private boolean atKey = true;
    private boolean needsComma;

    Open(Kind kind, Position position) {
      this.kind = kind;
      this.position = position;
    }
  }

  /** Reads the value that begins with the next token. */
  Value read() throws SyntaxException {
    Token first = tokens.next();
    @Nullable Value outermost = begin(first);
    while (!open.isEmpty()) {
      @Nullable Token next = step(open.element());
      if (next == null) {
        open.pop();
        completed();
      } else if (begin(next) != null) {
        completed();
      }
    }
    return outermost == null ? Value.OTHER : outermost;
  }

  /** Forgets what was open when a syntax error ended a value. */
  void reset() {
    open.clear();
  }

  // What lies around a value that has ended goes on behind it.
  private void completed() throws SyntaxException {
    @Nullable Open around = open.peek();
    if (around == null) {
      return;
    }
    switch (around.kind) {
      case ARRAY -> around.needsComma = true;
      case DICTIONARY -> {
        if (around.atKey) {
          expect(Token.COLON, "Between a key and its value stands ':'");
        } else {
          around.needsComma = true;
        }
        around.atKey = !around.atKey;
      }
      case OBJECT -> {
        around.needsComma = true;
        around.atKey = true;
      }
      case TYPED -> around.needsComma = true;
    }
  }

  /** The token that the next value begins with, or null when the container has ended. */
  private @Nullable Token step(Open container) throws SyntaxException {
    Token token = tokens.next();
    if (token == Token.END) {
      throw new SyntaxException(
          ProblemCode.SYNTAX,
          container.position,
          "The " + container.kind.label + " that begins here does not end");
    }
    boolean mayEnd = container.atKey && (container.kind != Kind.TYPED || container.needsComma);
    if (token == container.kind.close && mayEnd) {
      return null;
    }
    if (container.needsComma) {
      if (token != Token.COMMA || container.kind == Kind.TYPED) {
        throw unexpected(token, "',' or " + container.kind.close.label());
      }
      container.needsComma = false;
      return step(container);
    }
    return container.kind == Kind.OBJECT ? objectMember(container, token) : token;
  }

  private Token objectMember(Open container, Token key) throws SyntaxException {
    if (key != Token.STRING) {
      throw unexpected(key, "a property's name in quotation marks");
    }
    expect(Token.COLON, "Between a property's name and its value stands ':'");
    container.atKey = false;
    return tokens.next();
  }

  /** Reads a value, or opens it: null then. */
  private @Nullable Value begin(Token token) throws SyntaxException {
    return switch (token) {
      case CURLY_OPEN -> open(Kind.DICTIONARY);
      case BRACKET_OPEN -> open(Kind.ARRAY);
      case IDENTIFIER -> word();
      case STRING, NAME -> new Value(Value.Kind.STRING, string());
      case NUMBER -> new Value(Value.Kind.NUMBER, nested() ? "" : tokens.text());
      case COLOR -> Value.OTHER;
      case CURLY_CLOSE,
          BRACKET_CLOSE,
          PARENTHESIS_OPEN,
          PARENTHESIS_CLOSE,
          COLON,
          COMMA,
          PERIOD,
          EQUAL,
          END ->
          throw unexpected(token, "a value");
    };
  }

  // Text inside a container is checked and not kept.
  private String string() {
    if (nested()) {
      tokens.checkEncoding();
      return "";
    }
    return tokens.text();
  }

  private boolean nested() {
    return !open.isEmpty();
  }

  private @Nullable Value open(Kind kind) throws SyntaxException {
    if (open.size() == depthMax) {
      throw new SyntaxException(
          ProblemCode.TOO_COMPLEX,
          tokens.tokenPosition(),
          "More than " + depthMax + " values lie inside each other");
    }
    open.push(new Open(kind, tokens.tokenPosition()));
    return null;
  }

  private @Nullable Value word() throws SyntaxException {
    String word = tokens.text();
    @Nullable Constructor constructor = Constructor.byName().get(word);
    if (constructor != null && (tokens.isModern() || !constructor.modern())) {
      numbers(word, constructor);
      return Value.OTHER;
    }
    return switch (word) {
      case "true" -> new Value(Value.Kind.TRUTH, "True");
      case "false" -> new Value(Value.Kind.TRUTH, "False");
      case "null", "nil" -> Value.NULL;
      case "inf", "nan", "inf_neg" -> new Value(Value.Kind.NUMBER, "0");
      case "NodePath" -> nodePath();
      case "RID" -> identifier();
      case "ExtResource" -> reference(Value.Kind.EXTERNAL);
      case "SubResource" -> reference(Value.Kind.SUB);
      case "Resource" -> direct();
      case "Object" -> object();
      case "PoolStringArray", "StringArray", "PackedStringArray" -> strings();
      case "Array", "Dictionary" -> typed();
      case "StringName" -> quoted();
      case "Signal", "Callable" -> empty(word);
      default ->
          throw new SyntaxException(
              ProblemCode.SYNTAX, tokens.tokenPosition(), "There is no type of this name");
    };
  }

  private void numbers(String name, Constructor constructor) throws SyntaxException {
    Position position = tokens.tokenPosition();
    expect(Token.PARENTHESIS_OPEN, "Behind " + name + " stands '('");
    int count = 0;
    Token token = tokens.next();
    if (token == Token.STRING && name.equals("PackedByteArray")) {
      base64();
      return;
    }
    while (token != Token.PARENTHESIS_CLOSE || count > 0) {
      if (token != Token.NUMBER && !isNumberWord(token)) {
        throw unexpected(token, "a number");
      }
      count++;
      token = tokens.next();
      if (token == Token.PARENTHESIS_CLOSE) {
        break;
      }
      if (token != Token.COMMA) {
        throw unexpected(token, "',' or ')'");
      }
      token = tokens.next();
    }
    if (constructor.arity() != Constructor.ANY && constructor.arity() != count) {
      throw new SyntaxException(
          ProblemCode.SYNTAX,
          position,
          name + " takes " + constructor.arity() + " numbers, not " + count);
    }
  }

  private boolean isNumberWord(Token token) {
    return token == Token.IDENTIFIER
        && (tokens.is("inf") || tokens.is("nan") || tokens.is("inf_neg"));
  }

  private void base64() throws SyntaxException {
    Position position = tokens.tokenPosition();
    if (!Base64Text.isValid(tokens.text())) {
      throw new SyntaxException(ProblemCode.SYNTAX, position, "The string is no Base64");
    }
    expect(Token.PARENTHESIS_CLOSE, "Behind the bytes stands ')'");
  }

  private Value nodePath() throws SyntaxException {
    return new Value(Value.Kind.NODE_PATH, quoted().text());
  }

  private Value quoted() throws SyntaxException {
    expect(Token.PARENTHESIS_OPEN, "Here stands '('");
    expect(Token.STRING, "The argument is a string");
    String text = string();
    expect(Token.PARENTHESIS_CLOSE, "Behind the string stands ')'");
    return new Value(Value.Kind.STRING, text);
  }

  private Value identifier() throws SyntaxException {
    expect(Token.PARENTHESIS_OPEN, "Behind RID stands '('");
    Token token = tokens.next();
    if (token == Token.NUMBER) {
      token = tokens.next();
    } else if (!tokens.isModern()) {
      throw unexpected(token, "a number");
    }
    if (token != Token.PARENTHESIS_CLOSE) {
      throw unexpected(token, "')'");
    }
    return Value.OTHER;
  }

  private Value empty(String name) throws SyntaxException {
    if (!tokens.isModern()) {
      throw new SyntaxException(
          ProblemCode.SYNTAX, tokens.tokenPosition(), name + " needs Godot 4");
    }
    expect(Token.PARENTHESIS_OPEN, "Behind " + name + " stands '('");
    expect(Token.PARENTHESIS_CLOSE, name + " takes nothing");
    return Value.OTHER;
  }

  private Value reference(Value.Kind kind) throws SyntaxException {
    Position position = tokens.tokenPosition();
    expect(Token.PARENTHESIS_OPEN, "A reference to a resource has '(' before its id");
    Token token = tokens.next();
    if (token != Token.NUMBER && !(token == Token.STRING && tokens.isModern())) {
      throw unexpected(token, tokens.isModern() ? "an id" : "a number, the resource's id");
    }
    Value.Kind written = token == Token.NUMBER ? Value.Kind.NUMBER : Value.Kind.STRING;
    String id = ResourceId.of(new Value(written, tokens.text()), tokens.isModern());
    if (kind == Value.Kind.EXTERNAL) {
      references.external(id, position);
    } else {
      references.sub(id, position);
    }
    expect(Token.PARENTHESIS_CLOSE, "Behind the id stands ')'");
    return new Value(kind, id);
  }

  private Value direct() throws SyntaxException {
    Position position = tokens.tokenPosition();
    expect(Token.PARENTHESIS_OPEN, "Behind Resource stands '('");
    expect(Token.STRING, "Resource takes the path of a file");
    references.direct(tokens.text(), position);
    expect(Token.PARENTHESIS_CLOSE, "Behind the path stands ')'");
    return Value.OTHER;
  }

  private @Nullable Value object() throws SyntaxException {
    expect(Token.PARENTHESIS_OPEN, "Behind Object stands '('");
    expect(Token.IDENTIFIER, "An object begins with its class");
    expect(Token.COMMA, "Behind the class stands ','");
    return open(Kind.OBJECT);
  }

  private Value strings() throws SyntaxException {
    expect(Token.PARENTHESIS_OPEN, "Behind the array's type stands '('");
    Token token = tokens.next();
    boolean first = true;
    while (token != Token.PARENTHESIS_CLOSE || !first) {
      if (token == Token.PARENTHESIS_CLOSE) {
        break;
      }
      if (token != Token.STRING) {
        throw unexpected(token, "a string");
      }
      tokens.checkEncoding();
      first = false;
      token = tokens.next();
      if (token == Token.COMMA) {
        token = tokens.next();
      } else if (token != Token.PARENTHESIS_CLOSE) {
        throw unexpected(token, "',' or ')'");
      }
    }
    return Value.OTHER;
  }

  // Array[T]([…]) and Dictionary[K, V]({…}); T may be a class or a script's resource.
  private @Nullable Value typed() throws SyntaxException {
    if (!tokens.isModern()) {
      throw new SyntaxException(
          ProblemCode.SYNTAX, tokens.tokenPosition(), "Typed arrays need Godot 4");
    }
    Token token = tokens.next();
    if (token == Token.BRACKET_OPEN) {
      do {
        elementType();
        token = tokens.next();
      } while (token == Token.COMMA);
      if (token != Token.BRACKET_CLOSE) {
        throw unexpected(token, "']'");
      }
      token = tokens.next();
    }
    if (token != Token.PARENTHESIS_OPEN) {
      throw unexpected(token, "'('");
    }
    return open(Kind.TYPED);
  }

  private void elementType() throws SyntaxException {
    expect(Token.IDENTIFIER, "Between the brackets stands a type");
    switch (tokens.text()) {
      case "ExtResource" -> reference(Value.Kind.EXTERNAL);
      case "SubResource" -> reference(Value.Kind.SUB);
      case "Resource" -> direct();
      default -> {
        // The name of a class, which only the engine could know.
      }
    }
  }

  private void expect(Token expected, String otherwise) throws SyntaxException {
    Token token = tokens.next();
    if (token != expected) {
      throw new SyntaxException(
          ProblemCode.SYNTAX, tokens.tokenPosition(), otherwise + ", and here is " + token.label());
    }
  }

  private SyntaxException unexpected(Token token, String expected) {
    return new SyntaxException(
        ProblemCode.SYNTAX,
        tokens.tokenPosition(),
        "Here should be " + expected + ", and is " + token.label());
  }
}
