package dev.spacetime.scene;

/**
 * Splits the text's bytes into tokens without copying them. The position moves past each token, so
 * that a caller may also read on byte by byte between two tokens.
 *
 * <p>As in the engine, line ends mean nothing, {@code ;} begins a comment, a NUL ends the input of
 * a token, and after a name, a number or a colour one NUL goes unnoticed.
 */
final class Lexer {
  private final byte[] text;
  private final Warnings warnings;
  private Grammar grammar = Grammar.LEGACY;
  private int position;
  private int start;
  private int end;
  private boolean stringIsPlain;
  private boolean numberIsReal;

  Lexer(byte[] text, Warnings warnings) {
    this.text = text;
    this.warnings = warnings;
  }

  void read(Grammar grammar) {
    this.grammar = grammar;
  }

  Grammar grammar() {
    return grammar;
  }

  byte[] text() {
    return text;
  }

  Warnings warnings() {
    return warnings;
  }

  /** Where reading goes on. */
  int position() {
    return position;
  }

  void moveTo(int offset) {
    position = offset;
  }

  /** The current token's first byte; for a string, its first byte after the quote. */
  int start() {
    return start;
  }

  /** The byte after the current token; for a string, its closing quote. */
  int end() {
    return end;
  }

  Token next() {
    while (position < text.length) {
      byte character = text[position];
      if (character == ';') {
        skipComment();
      } else if (character > 0 && character <= ' ') {
        position++;
      } else {
        return token(character);
      }
    }
    start = text.length;
    end = start;
    return Token.END;
  }

  /**
   * Passes over plain numbers, each with the comma before it, and counts them. They are the bulk of
   * long arrays; the first thing that is anything else is left to {@link #next}.
   */
  int skipNumbers() {
    int count = 0;
    int end = endOfNumberAfterComma(position);
    while (end >= 0) {
      position = end;
      count++;
      end = endOfNumberAfterComma(end);
    }
    return count;
  }

  /** Where a comma and a number end that are followed by a comma or a parenthesis, or -1. */
  private int endOfNumberAfterComma(int from) {
    int at = from;
    if (at >= text.length || text[at] != ',') {
      return -1;
    }
    do {
      at++;
    } while (at < text.length && text[at] == ' ');
    int digits = at < text.length && text[at] == '-' ? at + 1 : at;
    at = endOfDigits(digits);
    if (at == digits) {
      return -1;
    }
    if (at < text.length && text[at] == '.') {
      at = endOfDigits(at + 1);
    }
    return at < text.length && (text[at] == ',' || text[at] == ')') ? at : -1;
  }

  /** The current string as the engine holds it. */
  String string() {
    if (stringIsPlain) {
      return EngineText.ascii(text, start, end);
    }
    EngineText decoded = EngineText.decode(text, start, end, grammar);
    switch (decoded.loss()) {
      case NONE -> {}
      case BYTES ->
          warnings.add(
              ProblemCode.INVALID_UTF8, start, "This text is not UTF-8, so it is read as Latin-1.");
      case ESCAPES ->
          warnings.add(
              ProblemCode.MISREAD_ESCAPE,
              start,
              "The engine keeps eight bits of an escape such as \\u0416: write the character itself.");
    }
    return decoded.value();
  }

  /** Checks the current string without keeping it. */
  void inspectString() {
    if (!stringIsPlain) {
      string();
    }
  }

  boolean numberIsReal() {
    return numberIsReal;
  }

  /** The current name, number or colour as it is written. */
  String word() {
    return EngineText.ascii(text, start, end);
  }

  private Token token(byte character) {
    start = position++;
    end = position;
    return switch (character) {
      case '{' -> Token.OPEN_BRACE;
      case '}' -> Token.CLOSE_BRACE;
      case '[' -> Token.OPEN_BRACKET;
      case ']' -> Token.CLOSE_BRACKET;
      case '(' -> Token.OPEN_PARENTHESIS;
      case ')' -> Token.CLOSE_PARENTHESIS;
      case ':' -> Token.COLON;
      case ',' -> Token.COMMA;
      case '.' -> Token.PERIOD;
      case '=' -> Token.EQUALS;
      case '#' -> color();
      case '"' -> quoted(Token.STRING);
      case '&', '@' -> stringName(character);
      case '-' -> negative();
      case 0 -> Token.END;
      default -> wordToken(character);
    };
  }

  private Token wordToken(byte character) {
    if (isDigit(character)) {
      position--;
      return number();
    }
    if (isLetter(character)) {
      return name();
    }
    throw new ParseFailure(
        ProblemCode.SYNTAX,
        start,
        "The character " + EngineText.shown(text, start) + " can't stand here.");
  }

  private void skipComment() {
    while (position < text.length && text[position] != '\n') {
      position++;
    }
  }

  private Token name() {
    while (position < text.length && (isLetter(text[position]) || isDigit(text[position]))) {
      position++;
    }
    end = position;
    skipOneNul();
    return Token.NAME;
  }

  private Token color() {
    while (position < text.length && isHexadecimal(text[position])) {
      position++;
    }
    if (position == text.length) {
      // The engine takes a colour that the end of the file cuts for the end itself.
      return Token.END;
    }
    end = position;
    skipOneNul();
    return Token.COLOR;
  }

  private Token stringName(byte character) {
    if (grammar == Grammar.LEGACY) {
      throw new ParseFailure(
          ProblemCode.SYNTAX, start, "String names such as &\"name\" need format 3 or newer.");
    }
    if (position == text.length || text[position] != '"') {
      throw new ParseFailure(
          ProblemCode.SYNTAX, start, "A '\"' is expected after '" + (char) character + "'.");
    }
    position++;
    return quoted(Token.STRING_NAME);
  }

  private Token quoted(Token token) {
    int opened = start;
    start = position;
    stringIsPlain = true;
    int at = skipPlain(position);
    while (at < text.length && text[at] == '\\') {
      stringIsPlain = false;
      at = skipPlain(Escapes.skip(text, at, grammar));
    }
    if (at < text.length && text[at] == '"') {
      end = at;
      position = at + 1;
      return token;
    }
    position = Math.min(at + 1, text.length);
    throw new ParseFailure(ProblemCode.SYNTAX, opened, "This string is never closed.");
  }

  /** Moves over what means nothing in a string, and notes whether it is all ASCII. */
  private int skipPlain(int from) {
    int at = from;
    int signs = 0;
    while (at < text.length) {
      byte character = text[at];
      if (character == '"' || character == '\\' || character == 0) {
        break;
      }
      signs |= character;
      at++;
    }
    stringIsPlain &= signs >= 0;
    return at;
  }

  /** A minus sign: before digits always a number, before anything else it depends. */
  private Token negative() {
    byte following = position < text.length ? text[position] : 0;
    if (grammar == Grammar.LEGACY || isDigit(following)) {
      return number();
    }
    if (isLetter(following)) {
      return name();
    }
    throw new ParseFailure(ProblemCode.SYNTAX, start, "A number is expected after '-'.");
  }

  private Token number() {
    int digits = position;
    skipDigits();
    numberIsReal = false;
    if (position < text.length && text[position] == '.') {
      numberIsReal = true;
      position++;
      skipDigits();
    }
    if (position < text.length && isExponent(text[position])) {
      numberIsReal = true;
      position++;
      if (position < text.length && (text[position] == '-' || text[position] == '+')) {
        position++;
      }
      skipDigits();
    }
    end = position;
    warnOfMisreading(digits);
    skipOneNul();
    return Token.NUMBER;
  }

  private void skipDigits() {
    position = endOfDigits(position);
  }

  private int endOfDigits(int from) {
    int at = from;
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
    return at;
  }

  private void warnOfMisreading(int digits) {
    if (end == text.length) {
      return;
    }
    byte following = text[end];
    if (end == digits || isLetter(following) || following == '.' || following < 0) {
      warnings.add(
          ProblemCode.MISREAD_NUMBER,
          start,
          "The engine reads this number as "
              + (end == digits ? "0" : word())
              + " and takes what follows for other text.");
    }
  }

  private void skipOneNul() {
    if (position < text.length && text[position] == 0) {
      position++;
    }
  }

  private boolean isExponent(byte character) {
    return character == 'e' || (character == 'E' && grammar == Grammar.MODERN);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isLetter(byte character) {
    int lower = character | 0x20;
    return (lower >= 'a' && lower <= 'z') || character == '_';
  }

  static boolean isHexadecimal(byte character) {
    int lower = character | 0x20;
    return isDigit(character) || (lower >= 'a' && lower <= 'f');
  }
}
