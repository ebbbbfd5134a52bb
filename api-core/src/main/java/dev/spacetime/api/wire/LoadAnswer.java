package dev.spacetime.api.wire;

/** POST /scene. */
public record LoadAnswer(String status, String scene, String message) {
  public static LoadAnswer accepted(String scene) {
    return new LoadAnswer("loading", scene, "Scene load initiated successfully");
  }

  public static LoadAnswer finished(String scene) {
    return new LoadAnswer("loaded", scene, "Scene loaded successfully");
  }
}
