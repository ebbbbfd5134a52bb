package dev.spacetime.cache;

import java.time.Duration;

/**
 * How far a warm-up is.
 *
 * @param keys that were hot when they were last written down
 * @param loaded of them
 * @param held already, or being loaded by somebody else
 * @param failed to load, for they may be gone
 * @param elapsed since it began, until it ended
 */
public record WarmUpProgress(
    State state, int keys, int loaded, int held, int failed, Duration elapsed) {
  /** What has become of it. */
  public enum State {
    RUNNING,
    DONE,
    /** Some keys are left, because its time was up or the caches were closed. */
    CUT_SHORT
  }
}
