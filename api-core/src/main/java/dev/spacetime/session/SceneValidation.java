package dev.spacetime.session;

import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;

/** A variant's way to read and judge a scene; a load is one such reading that is then kept. */
@FunctionalInterface
public interface SceneValidation {
  SceneReport validate(ResourcePath scene);
}
