package dev.spacetime.scene;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads values: checks their shape, counts arguments, follows references. It keeps its own stack,
 * so that nesting costs a byte a level and is refused at a bound.
 */
final class ValueReader {
  /** What the innermost open structure waits for. */
  private static final byte ARRAY_ITEM = 0;

  private static final byte ARRAY_COMMA = 1;
  private static final byte DICTIONARY_KEY = 2;
  private static final byte DICTIONARY_COLON = 3;
  private static final byte DICTIONARY_COMMA = 4;
  private static final byte OBJECT_KEY = 5;
  private static final byte OBJECT_COMMA = 6;
  private static final byte WRAPPER_END = 7;

  private final Lexer lexer;
  private final NameTable names;
  private final ConstructorReader constructors;
  private final int depthMax;
  private byte[] stack = new byte[32];
  private int depth;

  ValueReader(Lexer lexer, NameTable names, ResourceTable resources, int depthMax) {
    this.lexer = lexer;
    this.names = names;
    this.constructors = new ConstructorReader(lexer, names, resources);
    this.depthMax = depthMax;
  }

  /** Reads the value that begins with the next token. */
  Value read() {
    depth = 0;
    Value value = begin(lexer.next(), true);
    while (depth > 0) {
      advance();
    }
    return value;
  }

  /** Reads a value that only has to be well formed. */
  void check() {
    depth = 0;
    begin(lexer.next(), false);
    while (depth > 0) {
      advance();
    }
  }

  private void advance() {
    byte waiting = stack[depth - 1];
    Token token = lexer.next();
    switch (waiting) {
      case ARRAY_ITEM -> itemOrEnd(token, Token.CLOSE_BRACKET, ARRAY_COMMA);
      case ARRAY_COMMA -> commaOrEnd(token, Token.CLOSE_BRACKET, ARRAY_ITEM);
      case DICTIONARY_KEY -> itemOrEnd(token, Token.CLOSE_BRACE, DICTIONARY_COLON);
      case DICTIONARY_COLON -> valueAfterColon(token, DICTIONARY_COMMA);
      case DICTIONARY_COMMA -> commaOrEnd(token, Token.CLOSE_BRACE, DICTIONARY_KEY);
      case OBJECT_KEY -> propertyOrEnd(token);
      case OBJECT_COMMA -> commaOrEnd(token, Token.CLOSE_PARENTHESIS, OBJECT_KEY);
      default -> {
        expect(token, Token.CLOSE_PARENTHESIS);
        depth--;
      }
    }
  }

  private void itemOrEnd(Token token, Token closing, byte afterItem) {
    if (token == closing) {
      depth--;
      return;
    }
    stack[depth - 1] = afterItem;
    begin(token, false);
  }

  private void commaOrEnd(Token token, Token closing, byte afterComma) {
    if (token == closing) {
      depth--;
    } else if (token == Token.COMMA) {
      stack[depth - 1] = afterComma;
    } else {
      throw unexpected(token, "',' or " + closing.description());
    }
  }

  private void valueAfterColon(Token token, byte afterValue) {
    expect(token, Token.COLON);
    stack[depth - 1] = afterValue;
    begin(lexer.next(), false);
  }

  private void propertyOrEnd(Token token) {
    if (token == Token.CLOSE_PARENTHESIS) {
      depth--;
      return;
    }
    expect(token, Token.STRING);
    valueAfterColon(lexer.next(), OBJECT_COMMA);
  }

  /** Reads a value up to its first open bracket, which goes onto the stack. */
  private Value begin(Token token, boolean kept) {
    return switch (token) {
      case OPEN_BRACE -> open(DICTIONARY_KEY);
      case OPEN_BRACKET -> open(ARRAY_ITEM);
      case NAME -> construct(kept);
      case NUMBER -> kept ? number() : Value.Bare.OTHER;
      case STRING, STRING_NAME -> string(kept);
      case COLOR -> Value.Bare.OTHER;
      case CLOSE_BRACE, CLOSE_BRACKET, OPEN_PARENTHESIS, CLOSE_PARENTHESIS, COLON, COMMA -> {
        throw unexpected(token, "a value");
      }
      case PERIOD, EQUALS, END -> throw unexpected(token, "a value");
    };
  }

  private Value construct(boolean kept) {
    String name = names.name(lexer.text(), lexer.start(), lexer.end());
    Constructor constructor = Constructor.byName().get(name);
    if (constructor == null || !constructor.knownTo(lexer.grammar())) {
      throw unknown(name, constructor);
    }
    return switch (constructor.shape()) {
      case OBJECT -> {
        constructors.objectType();
        yield open(OBJECT_KEY);
      }
      case TYPED_ARRAY -> {
        constructors.arrayType();
        open(WRAPPER_END);
        yield open(ARRAY_ITEM);
      }
      case TYPED_DICTIONARY -> {
        constructors.dictionaryTypes();
        open(WRAPPER_END);
        yield open(DICTIONARY_KEY);
      }
      case NULL, TRUE, FALSE, FLOAT, NUMBERS, BYTES, STRINGS, NODE_PATH, RID, EMPTY, INPUT_EVENT ->
          constructors.read(constructor, name, kept);
      case RESOURCE, EXTERNAL_RESOURCE, SUB_RESOURCE -> constructors.read(constructor, name, kept);
    };
  }

  private Value open(byte waiting) {
    if (depth == depthMax) {
      throw new ParseFailure(
          ProblemCode.TOO_DEEP,
          lexer.start(),
          "Values may be nested " + depthMax + " levels deep; here it gets deeper.");
    }
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, Math.min(depthMax, 2 * depth));
    }
    stack[depth++] = waiting;
    return Value.Bare.OTHER;
  }

  private Value number() {
    String word = lexer.word();
    return lexer.numberIsReal()
        ? new Value.Real(EngineNumbers.real(word))
        : new Value.Whole(EngineNumbers.whole(word));
  }

  private Value string(boolean kept) {
    if (kept) {
      return new Value.Text(lexer.string());
    }
    lexer.inspectString();
    return Value.Bare.OTHER;
  }

  private void expect(Token token, Token expected) {
    if (token != expected) {
      throw unexpected(token, expected.description());
    }
  }

  private ParseFailure unexpected(Token token, String expected) {
    return ConstructorReader.unexpected(lexer, token, expected);
  }

  private ParseFailure unknown(String name, @Nullable Constructor constructor) {
    String message =
        constructor == null
            ? "'" + name + "' is no value and no type that begins one."
            : "'" + name + "' is not known to files of this format.";
    return new ParseFailure(ProblemCode.SYNTAX, lexer.start(), message);
  }
}
