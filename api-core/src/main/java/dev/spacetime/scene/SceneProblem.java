package dev.spacetime.scene;

/**
 * Something wrong or doubtful in a file.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record SceneProblem(
    ProblemCode code, String message, ResourcePath file, int line, int column) {
  boolean isError() {
    return code.severity() == ProblemCode.Severity.ERROR;
  }
}
