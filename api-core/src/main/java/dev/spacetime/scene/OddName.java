package dev.spacetime.scene;

/** A property's name that is quoted, split, swallowed together with other text, or not there. */
final class OddName {
  private final Lexer lexer;
  private final int start;
  private final StringBuilder name = new StringBuilder();
  private boolean spaced;
  private boolean joined;
  private boolean foreign;

  OddName(Lexer lexer, int start) {
    this.lexer = lexer;
    this.start = start;
  }

  /** Takes the byte at {@code offset} as a character of the name, as the engine does. */
  void append(int offset) {
    byte character = lexer.text()[offset];
    joined |= spaced;
    foreign |= character < 0;
    if (character == '[') {
      lexer
          .warnings()
          .add(
              ProblemCode.SWALLOWED_HEADING,
              offset,
              "The text before this bracket has begun a property's name, so this is no heading.");
    }
    name.append((char) (character & 0xFF));
  }

  /** Takes the string at {@code offset}, which replaces what came before; answers its end. */
  int quoted(int offset) {
    joined |= name.length() > 0;
    lexer.moveTo(offset);
    lexer.next();
    name.setLength(0);
    name.append(lexer.string());
    return lexer.position();
  }

  /** Tells whether white space or a comment follows. */
  void gap(boolean present) {
    spaced = present;
  }

  /** The name, once its {@code =}, or the end of the file, is reached. */
  String finished(boolean assigned) {
    Warnings warnings = lexer.warnings();
    if (!assigned) {
      warnings.add(ProblemCode.STRAY_TEXT, start, "This text belongs to nothing.");
    } else if (name.length() == 0) {
      warnings.add(
          ProblemCode.REPEATED_HEADING,
          start,
          "The engine takes a value without a name for the heading above, once more.");
    } else if (joined) {
      warnings.add(
          ProblemCode.STRAY_TEXT,
          start,
          "Everything up to '=' is one name to the engine, so this sets '" + shortened() + "'.");
    }
    if (foreign && assigned) {
      warnings.add(
          ProblemCode.MISREAD_NAME,
          start,
          "A name that is not in quotes is read as Latin-1, so this sets '" + shortened() + "'.");
    }
    return name.toString();
  }

  private String shortened() {
    return name.length() <= 60 ? name.toString() : name.substring(0, 60) + "…";
  }
}
