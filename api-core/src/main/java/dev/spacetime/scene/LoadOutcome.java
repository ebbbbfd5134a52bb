package dev.spacetime.scene;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text file loads with all that it refers to.
 *
 * @param document {@code null} when the text was refused
 * @param errors none when it loads
 */
record LoadOutcome(@Nullable SceneDocument document, List<SceneProblem> errors) {
  LoadOutcome {
    errors = List.copyOf(errors);
  }

  boolean loads() {
    return errors.isEmpty();
  }

  /** The first error, for whoever depends on this file. */
  String reason() {
    SceneProblem first = errors.get(0);
    return first.message() + " (" + first.file() + ":" + first.line() + ":" + first.column() + ")";
  }
}
