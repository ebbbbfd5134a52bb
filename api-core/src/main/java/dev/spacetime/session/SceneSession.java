package dev.spacetime.session;

import dev.spacetime.api.ApiException;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The current scene and the last loads; readers see whole snapshots and never wait. */
public interface SceneSession {
  /** Both at one moment; another object whenever anything has changed. */
  SessionState state();

  /** The scene that is loaded; {@code null} when none is. */
  default @Nullable CurrentScene current() {
    return state().current();
  }

  default SceneHistory history() {
    return state().history();
  }

  /**
   * Accepts a load. The future ends with the load's report, when its result is current and its
   * record kept; a caller need not wait for it.
   *
   * @throws ApiException 503 when too many loads wait already
   */
  CompletableFuture<SceneReport> load(ResourcePath scene, SceneValidation validation);
}
