package dev.spacetime.server.rollout;

import dev.spacetime.statistics.GrowthTest;

/** Whether what lives in the heap grows with the candidate. */
final class MemoryFigure {
  private final double growthMax;
  private final GrowthTest test;

  MemoryFigure(double growthMax, long seed) {
    this.growthMax = growthMax;
    this.test = new GrowthTest(seed);
  }

  synchronized void liveHeap(long bytes) {
    test.add((double) bytes);
  }

  synchronized JudgedFigure judged(double limit) {
    boolean worse = test.now() >= (1 + growthMax) * test.before();
    return new JudgedFigure(
        new GuardFigure(
            "live_heap_bytes", test.before(), test.now(), test.samples(), test.evidence(), limit),
        worse,
        worse);
  }
}
