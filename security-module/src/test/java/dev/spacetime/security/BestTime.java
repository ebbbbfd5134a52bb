package dev.spacetime.security;

import java.time.Duration;

/** What work takes itself: the best of some, because a machine's other work comes in between. */
final class BestTime {
  private static final int TIMES = 20;

  private BestTime() {}

  static Duration of(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TIMES; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - begin);
    }
    return Duration.ofNanos(best);
  }
}
