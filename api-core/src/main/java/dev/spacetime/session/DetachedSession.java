package dev.spacetime.session;

import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A session that goes on from some moment of another one, out of sight: loads run at once on the
 * caller's thread, and nothing is written anywhere. For one request at a time.
 */
public final class DetachedSession implements SceneSession {
  private final Loading loading;
  private volatile SessionState state;

  /**
   * @param ticker nanoseconds since some moment, for durations
   */
  public DetachedSession(SessionState state, InstantSource clock, LongSupplier ticker) {
    this.state = state;
    this.loading = new Loading(clock, ticker);
  }

  /** Forgets what was loaded here, and goes on from another moment. */
  public void startFrom(SessionState other) {
    state = other;
  }

  @Override
  public SessionState state() {
    return state;
  }

  @Override
  public CompletableFuture<SceneReport> load(ResourcePath scene, SceneValidation validation) {
    try {
      return CompletableFuture.completedFuture(
          loading.perform(scene, validation, change -> state = change.apply(state)));
    } catch (RuntimeException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }
}
