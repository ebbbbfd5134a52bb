package dev.spacetime.scene;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a scene.
 *
 * @param loads whether the engine would load the file
 * @param instances whether it could instance what it loaded
 * @param info {@code null} when the file could not be read so far
 * @param dependencies every file whose content or existence the report rests on, itself and missing
 *     ones included
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
    dependencies = Set.copyOf(dependencies);
  }

  /** Whether the engine would load the scene and could instance it. */
  public boolean valid() {
    return loads && instances;
  }
}
