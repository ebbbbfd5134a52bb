package dev.spacetime.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A caller gave up waiting for another caller's load of the same key, because its time was up or it
 * was interrupted. The load goes on for the others. The caller doesn't load itself: behind a source
 * that hangs, every waiter would.
 */
public final class LoadWaitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private LoadWaitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static LoadWaitException timedOut(String region, Duration waitMax) {
    return new LoadWaitException(
        "A load of region %s that others wait for took longer than %s".formatted(region, waitMax),
        null);
  }

  static LoadWaitException interrupted(String region, InterruptedException cause) {
    return new LoadWaitException("Interrupted while waiting for a load of region " + region, cause);
  }
}
