package dev.spacetime.scene;

/**
 * One thing that is wrong with a file, and where.
 *
 * @param message a sentence for a reader who has the file before them
 * @param line from 1
 * @param column from 1, in characters (code points), not bytes
 */
public record SceneProblem(
    ProblemCode code, String message, ResourcePath file, int line, int column) {
  public SceneProblem {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("a position starts at 1:1, not " + line + ":" + column);
    }
  }

  /** A problem of a file as a whole: it stands at the file's first character. */
  static SceneProblem ofFile(ProblemCode code, ResourcePath file, String message) {
    return new SceneProblem(code, message, file, 1, 1);
  }

  public ProblemCode.Severity severity() {
    return code.severity();
  }
}
