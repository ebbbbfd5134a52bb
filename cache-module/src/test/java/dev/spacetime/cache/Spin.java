package dev.spacetime.cache;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do, without sleeping. */
final class Spin {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private Spin() {}

  static void until(BooleanSupplier done) {
    long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError("not done within " + DEADLINE);
      }
      Thread.onSpinWait();
    }
  }
}
