package dev.spacetime.scene;

/**
 * Reads what stands below a heading: the names of properties, up to the next heading.
 *
 * <p>The engine takes for a name everything up to {@code =} but white space and comments, over any
 * number of lines, and sees a heading only where no name has begun. What that does to a stray word
 * is kept, and warned of.
 */
final class KeyReader {
  /** What was found. */
  enum Found {
    ASSIGNMENT,
    HEADING,
    END
  }

  private final Lexer lexer;
  private final NameTable names;
  private final byte[] text;
  private String name = "";
  private int nameStart;

  KeyReader(Lexer lexer, NameTable names) {
    this.lexer = lexer;
    this.names = names;
    this.text = lexer.text();
  }

  /** The name of the assignment that was found. */
  String name() {
    return name;
  }

  /** Where the name, or the heading's bracket, was found. */
  int start() {
    return nameStart;
  }

  /** Moves past the next {@code =} or the next heading's opening bracket. */
  Found next() {
    int at = skipBlank(lexer.position());
    nameStart = at;
    if (at == text.length) {
      lexer.moveTo(at);
      return Found.END;
    }
    if (text[at] == '[') {
      lexer.moveTo(at + 1);
      return Found.HEADING;
    }
    int end = plainEnd(at);
    int equals = skipSpaces(end);
    if (end > at && equals < text.length && text[equals] == '=') {
      name = names.name(text, at, end);
      lexer.moveTo(equals + 1);
      return Found.ASSIGNMENT;
    }
    return oddName(at);
  }

  private int plainEnd(int from) {
    int at = from;
    while (at < text.length && isPlain(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isPlain(byte character) {
    return switch (character) {
      case '=', '"', ';', '[' -> false;
      default -> character > ' ';
    };
  }

  private int skipSpaces(int from) {
    int at = from;
    while (at < text.length && text[at] == ' ') {
      at++;
    }
    return at;
  }

  private int skipBlank(int from) {
    int at = from;
    while (at < text.length) {
      if (text[at] == ';') {
        at = lineEnd(at);
      } else if (text[at] >= 0 && text[at] <= ' ') {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
  }

  private Found oddName(int from) {
    OddName odd = new OddName(lexer, from);
    int at = from;
    while (at < text.length && text[at] != '=') {
      if (text[at] == '"') {
        at = odd.quoted(at);
      } else {
        odd.append(at++);
      }
      int afterBlank = skipBlank(at);
      odd.gap(afterBlank > at);
      at = afterBlank;
    }
    boolean assigned = at < text.length;
    name = odd.finished(assigned);
    lexer.moveTo(assigned ? at + 1 : at);
    return assigned ? Found.ASSIGNMENT : Found.END;
  }
}
