package dev.spacetime.scene;

/** The kinds of tokens, with what they are called in a message. */
enum Token {
  CURLY_OPEN("'{'"),
  CURLY_CLOSE("'}'"),
  BRACKET_OPEN("'['"),
  BRACKET_CLOSE("']'"),
  PARENTHESIS_OPEN("'('"),
  PARENTHESIS_CLOSE("')'"),
  COLON("':'"),
  COMMA("','"),
  PERIOD("'.'"),
  EQUAL("'='"),
  IDENTIFIER("a word"),
  STRING("a string"),
  /** Godot 4's {@code &"…"} and {@code ^"…"}. */
  NAME("a string name"),
  NUMBER("a number"),
  COLOR("a color"),
  END("the end of the file");

  private final String label;

  Token(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
