package dev.spacetime.server.shadow;

import com.sun.management.ThreadMXBean;
import dev.spacetime.server.shadow.ShadowFigures.Cost;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** What the runs of one side cost, each on one thread: time, memory and processor. */
final class CostMeter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(1);
  private static final int DIGITS = 2;

  private final LongSupplier ticker;
  private final Histogram durations = new Histogram(NANOS_MAX, DIGITS);
  private long allocatedBytes;
  private long cpuNanos;

  /** What this thread had used when a run began. */
  record Begin(long nanos, long allocatedBytes, long cpuNanos) {}

  CostMeter(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /** One run begins on this thread. */
  Begin begin() {
    return new Begin(
        ticker.getAsLong(),
        THREADS.getCurrentThreadAllocatedBytes(),
        THREADS.getCurrentThreadCpuTime());
  }

  /** It has ended, on the same thread. */
  synchronized void end(Begin begin) {
    long nanos = ticker.getAsLong() - begin.nanos();
    cpuNanos += THREADS.getCurrentThreadCpuTime() - begin.cpuNanos();
    allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - begin.allocatedBytes();
    durations.recordValue(Math.max(0, Math.min(nanos, NANOS_MAX)));
  }

  synchronized Cost cost() {
    long runs = durations.getTotalCount();
    return runs == 0
        ? Cost.NONE
        : new Cost(
            durations.getValueAtPercentile(50),
            durations.getValueAtPercentile(95),
            1.0 * allocatedBytes / runs,
            1.0 * cpuNanos / runs);
  }
}
