package dev.spacetime.scene;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(int line, int column) {
  static final Position START = new Position(1, 1);

  SceneProblem problem(ProblemCode code, ResourcePath file, String message) {
    return new SceneProblem(code, message, file, line, column);
  }
}
