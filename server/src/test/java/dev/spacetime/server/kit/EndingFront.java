package dev.spacetime.server.kit;

import dev.spacetime.server.http.HttpFront;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A front that is being closed by a thread of its own, while requests run. */
public final class EndingFront {
  private static final long JOINED_MILLIS_MAX = 30_000;

  private final Thread end;

  private EndingFront(Thread end) {
    this.end = end;
  }

  /**
   * Begins to close a front on which a request is running, and returns when nothing new is taken
   * and every answer from now on is the last one of its connection.
   */
  public static EndingFront of(HttpFront front) {
    Thread end = new Thread(front::close, "end");
    end.start();
    // Jetty has told all its parts to end when it begins to wait for what still runs.
    while (end.isAlive() && !waits(end)) {
      Thread.onSpinWait();
    }
    return new EndingFront(end);
  }

  private static boolean waits(Thread end) {
    return Arrays.stream(end.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(CompletableFuture.class.getName())
                    && frame.getMethodName().equals("get"));
  }

  /** Whether the front has ended, within a bound. */
  public boolean hasEnded() throws InterruptedException {
    end.join(JOINED_MILLIS_MAX);
    return !end.isAlive();
  }
}
