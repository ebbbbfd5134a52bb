package dev.spacetime.scene;

/** The text breaks the grammar; carries where and why to the parser's edge, and no stack trace. */
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient Position position;

  SyntaxException(ProblemCode code, Position position, String message) {
    super(message, null, false, false);
    this.code = code;
    this.position = position;
  }

  SceneProblem problem(ResourcePath file) {
    return position.problem(code, file, String.valueOf(getMessage()));
  }
}
