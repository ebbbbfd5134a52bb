package dev.spacetime.scene;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a scene's expansion.
 *
 * @param builtTree null when an error prevents it
 * @param problems the errors that do, or what the engine would pass over in the scene's own
 *     headings
 */
public record SceneExpansion(@Nullable SceneTree builtTree, List<SceneProblem> problems) {
  public SceneExpansion {
    problems = List.copyOf(problems);
  }

  public Optional<SceneTree> tree() {
    return Optional.ofNullable(builtTree);
  }

  static SceneExpansion failed(List<SceneProblem> errors) {
    return new SceneExpansion(null, errors);
  }
}
