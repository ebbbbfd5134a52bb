package dev.spacetime.scene;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What validation found out about a scene.
 *
 * @param loads whether the engine would load the file, be it a scene that can be instanced or not
 * @param instances whether it could make a tree of what it loads
 * @param errors what it refuses; empty exactly when the scene is valid
 * @param warnings what it lets pass and the author would want to know
 * @param info null when the file could not be understood
 * @param dependencies every file whose content or existence the verdict rests on, the scene itself
 *     and missing ones included, in the order of asking
 */
public record SceneReport(
    boolean loads,
    boolean instances,
    List<SceneProblem> errors,
    List<SceneProblem> warnings,
    @Nullable SceneInfo info,
    Set<ResourcePath> dependencies) {

  public SceneReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    dependencies = Collections.unmodifiableSet(new LinkedHashSet<>(dependencies));
    if (instances != errors.isEmpty() || (instances && !loads)) {
      throw new IllegalArgumentException("a scene can be instanced exactly when it has no errors");
    }
  }

  static SceneReport of(
      List<SceneProblem> errors,
      List<SceneProblem> warnings,
      @Nullable SceneInfo info,
      Set<ResourcePath> dependencies) {
    boolean loads =
        errors.stream()
            .noneMatch(error -> error.code().effect() == ProblemCode.Effect.PREVENTS_LOADING);
    return new SceneReport(loads, errors.isEmpty(), errors, warnings, info, dependencies);
  }

  /** Whether the engine would load the scene and could instance it. */
  public boolean valid() {
    return loads && instances;
  }
}
