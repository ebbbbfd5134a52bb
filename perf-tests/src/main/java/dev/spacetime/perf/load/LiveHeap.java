package dev.spacetime.perf.load;

import dev.spacetime.perf.process.JvmMemory;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The server's heap after a collection, looked at twice: when a quarter of the run is over, by
 * which time all users are there and every cache is warm, and shortly before the end.
 */
final class LiveHeap {
  /** A shorter run tells nothing of growth. */
  private static final int SECONDS_MIN = 60;

  private final JvmMemory server;
  private final int seconds;
  private OptionalLong firstBytes = OptionalLong.empty();
  private OptionalLong lastBytes = OptionalLong.empty();

  LiveHeap(JvmMemory server, int seconds) {
    this.server = server;
    this.seconds = seconds;
  }

  void look(double passedSeconds) throws InterruptedException {
    if (seconds < SECONDS_MIN) {
      return;
    }
    if (firstBytes.isEmpty() && passedSeconds >= seconds * 0.25) {
      firstBytes = bytes();
    } else if (lastBytes.isEmpty() && passedSeconds >= seconds * 0.95 - 5) {
      lastBytes = bytes();
    }
  }

  OptionalDouble growthPercent() {
    return firstBytes.isPresent() && lastBytes.isPresent()
        ? OptionalDouble.of(100.0 * lastBytes.getAsLong() / firstBytes.getAsLong() - 100)
        : OptionalDouble.empty();
  }

  private OptionalLong bytes() throws InterruptedException {
    try {
      return OptionalLong.of(server.liveHeapBytes());
    } catch (IOException unanswered) {
      return OptionalLong.empty();
    }
  }
}
