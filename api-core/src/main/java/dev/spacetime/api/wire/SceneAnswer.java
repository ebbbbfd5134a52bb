package dev.spacetime.api.wire;

import dev.spacetime.session.CurrentScene;
import org.jspecify.annotations.Nullable;

/** GET /scene. */
public record SceneAnswer(@Nullable String sceneName, @Nullable String scenePath, String status) {
  private static final SceneAnswer NO_SCENE = new SceneAnswer(null, null, "no_scene");

  public static SceneAnswer of(@Nullable CurrentScene current) {
    return current == null
        ? NO_SCENE
        : new SceneAnswer(current.rootName(), current.path().value(), "loaded");
  }
}
