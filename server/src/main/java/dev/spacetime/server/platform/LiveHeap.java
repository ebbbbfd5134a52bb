package dev.spacetime.server.platform;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What of the heap lives. Only a whole collection tells: what young ones leave is mostly dead. One
 * stops all requests for a moment, so there are few: one in a period, and never so many that they
 * take more than a hundredth of the time.
 */
final class LiveHeap {
  private static final int SHARE_OF_TIME = 100;

  private final LongSupplier ticker;
  private final long periodNanos;
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private long nextNanos;

  /**
   * @param ticker nanoseconds since some moment
   */
  LiveHeap(LongSupplier ticker, Duration period) {
    this.ticker = ticker;
    this.periodNanos = period.toNanos();
    this.nextNanos = ticker.getAsLong();
  }

  /** Bytes; empty when it is not time yet. Not for several threads. */
  OptionalLong measured() {
    long begin = ticker.getAsLong();
    if (begin - nextNanos < 0) {
      return OptionalLong.empty();
    }
    memory.gc();
    long end = ticker.getAsLong();
    nextNanos = end + Math.max(periodNanos, SHARE_OF_TIME * (end - begin));
    return OptionalLong.of(memory.getHeapMemoryUsage().getUsed());
  }
}
