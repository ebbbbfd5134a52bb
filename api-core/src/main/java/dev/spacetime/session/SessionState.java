package dev.spacetime.session;

import org.jspecify.annotations.Nullable;

/**
 * What is loaded and what was, at one moment.
 *
 * @param current {@code null} when no scene is loaded
 */
public record SessionState(@Nullable CurrentScene current, SceneHistory history) {
  SessionState with(@Nullable CurrentScene scene, LoadRecord newest) {
    return new SessionState(scene, history.with(newest));
  }
}
