package dev.spacetime.api.wire;

import dev.spacetime.session.CurrentScene;

/** POST /scene/reload. */
public record ReloadAnswer(String status, String scene, String sceneName, String message) {
  public static ReloadAnswer of(CurrentScene current) {
    return new ReloadAnswer(
        "reloading",
        current.path().value(),
        current.rootName(),
        "Scene reload initiated successfully");
  }
}
