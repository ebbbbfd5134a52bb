package dev.spacetime.api.wire;

import dev.spacetime.scene.SceneProblem;
import java.util.List;
import java.util.Locale;

/**
 * Something wrong or doubtful in a scene.
 *
 * @param code stable, for programs
 * @param file the resource path of the file that it is in
 * @param line from 1
 * @param column from 1
 */
public record ProblemAnswer(String code, String message, String file, int line, int column) {
  public static List<ProblemAnswer> of(List<SceneProblem> problems) {
    return problems.stream().map(ProblemAnswer::of).toList();
  }

  private static ProblemAnswer of(SceneProblem problem) {
    return new ProblemAnswer(
        problem.code().name().toLowerCase(Locale.ROOT),
        problem.message(),
        problem.file().value(),
        problem.line(),
        problem.column());
  }
}
