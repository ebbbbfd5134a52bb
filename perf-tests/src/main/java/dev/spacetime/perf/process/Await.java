package dev.spacetime.perf.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, within a bound. */
final class Await {
  private static final long STEP_NANOS = Duration.ofMillis(10).toNanos();

  private Await() {}

  interface Condition {
    boolean holds() throws IOException;
  }

  /** Whether it held within that time. */
  static boolean until(Duration timeMax, Condition condition) throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < timeMax.toNanos()) {
      if (condition.holds()) {
        return true;
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    return condition.holds();
  }
}
