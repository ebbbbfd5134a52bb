package dev.spacetime.scene;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file's bytes into tokens, in place: a token is a range, and text is made only for those
 * that are asked for. The grammar is that of the engine's {@code VariantParser::get_token}.
 */
final class Tokenizer {
  private final byte[] text;
  private int position;
  private int line = 1;
  private int lineStart;

  /** Godot 4's grammar has string names and capital exponents. */
  private boolean modern;

  private int tokenStart;
  private int tokenEnd;
  private int tokenLine;
  private int tokenLineStart;
  private boolean escaped;
  private boolean misread;
  private byte[] keyBytes = new byte[64];
  private boolean keyGathered;

  Tokenizer(byte[] text) {
    this.text = text;
  }

  void modern(boolean isModern) {
    modern = isModern;
  }

  boolean isModern() {
    return modern;
  }

  int line() {
    return line;
  }

  /** Whether a string so far was no UTF-8; asking forgets it. */
  boolean tookMisreadText() {
    boolean taken = misread;
    misread = false;
    return taken;
  }

  /** Where the last token begins. */
  Position tokenPosition() {
    return new Position(tokenLine, column(tokenLineStart, tokenStart));
  }

  /**
   * Goes to the next character that is neither white space nor comment; -1 at the end. A token may
   * begin there.
   */
  int skipBlank() {
    while (position < text.length) {
      int character = text[position];
      if (character == '\n') {
        position++;
        newLine();
      } else if (character == ';') {
        skipComment();
      } else if (character >= 0 && character <= ' ') {
        position++;
      } else {
        begin();
        return character & 0xFF;
      }
    }
    begin();
    return -1;
  }

  /**
   * Reads a property's name and the {@code =} behind it: all characters up to there but white space
   * and comments, or a quoted string. Null at the end of the file.
   */
  @Nullable String key() throws SyntaxException {
    int start = position;
    int startLine = line;
    int startOfLine = lineStart;
    String quoted = "";
    int length = 0;
    boolean gap = false;
    keyGathered = false;
    while (position < text.length) {
      byte character = text[position];
      if (character == '=') {
        position++;
        mark(start, startLine, startOfLine);
        return quoted + decodeKey(length);
      } else if (character == '"') {
        keyGathered |= length > 0 || !quoted.isEmpty();
        Token unused = next();
        quoted = text();
        length = 0;
      } else if (character == ';') {
        skipComment();
        gap = true;
      } else if (character >= 0 && character <= ' ') {
        position++;
        gap = true;
        if (character == '\n') {
          newLine();
        }
      } else {
        keyGathered |= gap && (length > 0 || !quoted.isEmpty());
        gap = false;
        length = append(length, character);
        position++;
      }
    }
    mark(start, startLine, startOfLine);
    return null;
  }

  /** Whether the last key was put together from several words. */
  boolean isKeyGathered() {
    return keyGathered;
  }

  /** What stands between the bracket here and the one that closes it; null when none does. */
  @Nullable String sectionName() {
    int start = position + 1;
    int end = start;
    while (end < text.length && text[end] != ']' && text[end] != '\n') {
      end++;
    }
    if (end == text.length || text[end] == '\n') {
      return null;
    }
    position = end + 1;
    return decode(start, end - start).strip();
  }

  private int append(int length, byte character) {
    if (length == keyBytes.length) {
      keyBytes = Arrays.copyOf(keyBytes, 2 * length);
    }
    keyBytes[length] = character;
    return length + 1;
  }

  // Godot 3 takes each byte of a key for a character.
  private String decodeKey(int length) {
    return new String(
        keyBytes, 0, length, modern ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private void mark(int start, int startLine, int startOfLine) {
    tokenStart = start;
    tokenLine = startLine;
    tokenLineStart = startOfLine;
  }

  private void skipComment() {
    while (position < text.length && text[position] != '\n') {
      position++;
    }
  }

  Token next() throws SyntaxException {
    while (position < text.length) {
      int character = text[position];
      if (character > ' ' && character != ';') {
        return token(character);
      } else if (character == '\n') {
        position++;
        newLine();
      } else if (character == ';') {
        skipComment();
      } else if (character < 0) {
        return token(character);
      } else if (character == 0) {
        break;
      } else {
        position++;
      }
    }
    begin();
    position = Math.min(position + 1, text.length);
    return Token.END;
  }

  private void begin() {
    tokenStart = position;
    tokenLine = line;
    tokenLineStart = lineStart;
  }

  private Token token(int character) throws SyntaxException {
    begin();
    position++;
    return switch (character) {
      case '{' -> Token.CURLY_OPEN;
      case '}' -> Token.CURLY_CLOSE;
      case '[' -> Token.BRACKET_OPEN;
      case ']' -> Token.BRACKET_CLOSE;
      case '(' -> Token.PARENTHESIS_OPEN;
      case ')' -> Token.PARENTHESIS_CLOSE;
      case ':' -> Token.COLON;
      case ',' -> Token.COMMA;
      case '.' -> Token.PERIOD;
      case '=' -> Token.EQUAL;
      case '#' -> color();
      case '"' -> string(Token.STRING);
      case '&', '^' -> name();
      default -> wordOrNumber(character);
    };
  }

  private Token wordOrNumber(int first) throws SyntaxException {
    if (first == '-' || isDigit(first)) {
      return number();
    }
    if (isLetter(first)) {
      while (position < text.length && (isLetter(text[position]) || isDigit(text[position]))) {
        position++;
      }
      tokenEnd = position;
      return Token.IDENTIFIER;
    }
    throw new SyntaxException(
        ProblemCode.SYNTAX, tokenPosition(), "A value or heading can't begin with this character");
  }

  private Token name() throws SyntaxException {
    if (!modern || position == text.length || text[position] != '"') {
      throw new SyntaxException(
          ProblemCode.SYNTAX, tokenPosition(), "A string name needs Godot 4 and a quotation mark");
    }
    position++;
    tokenStart++;
    return string(Token.NAME);
  }

  private Token color() {
    while (position < text.length && Character.digit(text[position], 16) >= 0) {
      position++;
    }
    tokenEnd = position;
    return Token.COLOR;
  }

  // Digits, then perhaps a fraction, then perhaps an exponent; where it breaks off, it ends.
  private Token number() {
    int at = tokenStart + (text[tokenStart] == '-' ? 1 : 0);
    at = digits(at);
    if (at < text.length && text[at] == '.') {
      at = digits(at + 1);
    }
    if (at < text.length && (text[at] == 'e' || (modern && text[at] == 'E'))) {
      at++;
      if (at < text.length && (text[at] == '-' || text[at] == '+')) {
        at++;
      }
      at = digits(at);
    }
    if (modern && at == tokenStart + 1 && text[tokenStart] == '-') {
      at = negatedWord(at);
    }
    position = at;
    tokenEnd = at;
    return Token.NUMBER;
  }

  // Godot 4 writes -inf; 3.x reads the sign as a zero of its own and leaves the word.
  private int negatedWord(int at) {
    for (String word : new String[] {"inf", "nan"}) {
      if (startsWith(at, word)) {
        return at + word.length();
      }
    }
    return at;
  }

  private boolean startsWith(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length || text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int digits(int from) {
    int at = from;
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
    return at;
  }

  private Token string(Token kind) throws SyntaxException {
    escaped = false;
    int at = position;
    while (at < text.length) {
      byte character = text[at++];
      if (character == '"') {
        tokenEnd = at;
        position = at;
        return kind;
      } else if (character == '\\') {
        escaped = true;
        at = escape(at);
      } else if (character == '\n') {
        line++;
        lineStart = at;
      } else if (character == 0) {
        break;
      }
    }
    throw new SyntaxException(
        ProblemCode.SYNTAX, tokenPosition(), "The string that begins here does not end");
  }

  private int escape(int at) throws SyntaxException {
    if (at >= text.length) {
      return at;
    }
    int digits = text[at] == 'u' ? 4 : modern && text[at] == 'U' ? 6 : 0;
    for (int i = 1; i <= digits; i++) {
      if (at + i >= text.length || Character.digit(text[at + i], 16) < 0) {
        throw new SyntaxException(
            ProblemCode.SYNTAX,
            new Position(line, column(lineStart, at - 1)),
            "An escaped character needs " + digits + " hexadecimal digits");
      }
    }
    // The character behind the backslash may be a line end or a quotation mark.
    if (text[at] == '\n') {
      line++;
      lineStart = at + 1;
    }
    return at + 1 + digits;
  }

  /** The text of the last token: of a string its value, of any other its characters. */
  String text() {
    if (text[tokenStart] != '"') {
      return new String(text, tokenStart, tokenEnd - tokenStart, StandardCharsets.ISO_8859_1);
    }
    int from = tokenStart + 1;
    int length = tokenEnd - 1 - from;
    String raw = decode(from, length);
    return escaped ? Escapes.resolve(raw) : raw;
  }

  /** Whether the last token, a word, is this one. */
  boolean is(String word) {
    return tokenEnd - tokenStart == word.length() && startsWith(tokenStart, word);
  }

  /** UTF-8 where it is; else each byte a character, as the engine reads it. */
  String decode(int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text[i] < 0) {
        return decodeStrictly(from, length);
      }
    }
    return new String(text, from, length, StandardCharsets.ISO_8859_1);
  }

  private String decodeStrictly(int from, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text, from, length))
          .toString();
    } catch (CharacterCodingException invalid) {
      misread = true;
      return new String(text, from, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** Looks at the last token, a string, for bytes that are no UTF-8, without keeping its text. */
  void checkEncoding() {
    for (int i = tokenStart + 1; i < tokenEnd - 1; i++) {
      if (text[i] < 0) {
        String unused = decodeStrictly(tokenStart + 1, tokenEnd - tokenStart - 2);
        return;
      }
    }
  }

  private void newLine() {
    line++;
    lineStart = position;
  }

  // Continuation bytes of UTF-8 are no characters of their own.
  private int column(int from, int to) {
    int column = 1;
    for (int i = from; i < Math.min(to, text.length); i++) {
      if ((text[i] & 0xC0) != 0x80) {
        column++;
      }
    }
    return column;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isLetter(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '_';
  }
}
