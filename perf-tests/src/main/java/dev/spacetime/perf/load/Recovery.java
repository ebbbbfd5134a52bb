package dev.spacetime.perf.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/** How long after the load a single client is answered as quickly as before it. */
final class Recovery {
  private static final int REQUESTS = 40;
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /** Times as slow as before, and a millisecond, is as quick as before. */
  private static final double SLACK = 2;

  private final ServerAddress server;
  private final long beforeNanos;

  /** Looks at the server before the load. */
  Recovery(ServerAddress server) throws IOException, InterruptedException {
    this.server = server;
    slowNanos();
    this.beforeNanos = slowNanos();
  }

  /** In seconds from now; the longest wait when it did not recover in time. */
  OptionalDouble seconds() throws InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WAIT_MAX.toNanos()) {
      double passed = (System.nanoTime() - begin) / 1e9;
      try {
        if ((double) slowNanos() <= (double) beforeNanos * SLACK + 1_000_000) {
          return OptionalDouble.of(passed);
        }
      } catch (IOException refused) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
    return OptionalDouble.of((double) WAIT_MAX.toSeconds());
  }

  // The 90th percentile.
  private long slowNanos() throws IOException, InterruptedException {
    long[] nanos = new long[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      long begin = System.nanoTime();
      if (server.status("/scene") != 200) {
        throw new IOException("refused");
      }
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[REQUESTS * 9 / 10];
  }
}
