package dev.spacetime.cache;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do, and leaves it the processor. */
final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 50_000;

  private Await() {}

  static void until(BooleanSupplier done) {
    until(DEADLINE, done);
  }

  static void until(Duration deadline, BooleanSupplier done) {
    long deadlineNanos = System.nanoTime() + deadline.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError("not done within " + deadline);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
