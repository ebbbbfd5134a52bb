package dev.spacetime.scene;

/** The words of Godot's text format. */
enum Token {
  OPEN_BRACE("'{'"),
  CLOSE_BRACE("'}'"),
  OPEN_BRACKET("'['"),
  CLOSE_BRACKET("']'"),
  OPEN_PARENTHESIS("'('"),
  CLOSE_PARENTHESIS("')'"),
  COLON("':'"),
  COMMA("','"),
  PERIOD("'.'"),
  EQUALS("'='"),
  NAME("a name"),
  STRING("a string"),
  STRING_NAME("a string name"),
  NUMBER("a number"),
  COLOR("a colour"),
  END("the end of the file");

  private final String description;

  Token(String description) {
    this.description = description;
  }

  /** How an error message calls it. */
  String description() {
    return description;
  }
}
