package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.LogText;
import dev.spacetime.server.rollout.Observer;
import dev.spacetime.server.rollout.Side;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on between two variants from one rollout to the next, on a thread of its own. */
final class Comparing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Comparing.class);
  // A request neither wakes the worker nor waits for a lock that the worker may hold.
  private static final long LOOKED_AFTER_MILLIS = 5;

  private static final long REST_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_SECONDS_MAX = 2;

  private final String stable;
  private final String candidate;
  private final Parts parts;
  private final Sides sides;
  private final Judge judge;
  private final Worker worker = new Worker();
  private final Queue<Work> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder compared = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder noise = new LongAdder();
  private final LongAdder mismatches = new LongAdder();
  private long examined;

  /** What it shares with the others. */
  record Parts(
      MismatchLog log,
      Supplier<Observer> observer,
      BooleanSupplier busy,
      LongSupplier ticker,
      ShadowSettings settings) {}

  /** Frees the variants on its own thread when it ends, so that nobody waits for that. */
  private final class Worker extends ScheduledThreadPoolExecutor {
    Worker() {
      super(1, work -> RunThread.daemon(work, "shadow"));
      setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    protected void terminated() {
      queue.clear();
      sides.close();
      super.terminated();
    }
  }

  Comparing(String stable, String candidate, Sides sides, Judge judge, Parts parts) {
    this.stable = stable;
    this.candidate = candidate;
    this.sides = sides;
    this.judge = judge;
    this.parts = parts;
    var unused =
        worker.scheduleWithFixedDelay(
            this::performAll, 0, LOOKED_AFTER_MILLIS, TimeUnit.MILLISECONDS);
  }

  boolean isBetween(String oneStable, String oneCandidate) {
    return stable.equals(oneStable) && candidate.equals(oneCandidate);
  }

  /** Never blocks. */
  void offer(Served served, boolean stateIsStill) {
    if (!accepts()) {
      dropped.increment();
      return;
    }
    Optional<Sample> sample = Sample.of(served, parts.settings().bodyBytesMax());
    if (sample.isEmpty()) {
      leave();
      dropped.increment();
      return;
    }
    Optional<ApiResponse> answer =
        Optional.of(served.answer())
            .filter(
                given ->
                    Judge.isComparable(served, stateIsStill)
                        && given.body().length <= parts.settings().bodyBytesMax());
    long since = parts.ticker().getAsLong();
    queue.add(() -> examine(sample.get(), answer, since));
  }

  ShadowFigures figures() {
    return new ShadowFigures(
        compared.sum(),
        dropped.sum(),
        noise.sum(),
        mismatches.sum(),
        sides.cost(Side.STABLE),
        sides.cost(Side.CANDIDATE));
  }

  /** Ends it soon; what waits is not compared any more. */
  void end() {
    worker.shutdownNow();
  }

  /** Ends it, and waits for a moment until its variants are freed. */
  @Override
  public void close() {
    end();
    try {
      if (!worker.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.warn("Shadow runs of {} and {} were given up at the end", stable, candidate);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accepts() {
    if (parts.busy().getAsBoolean()) {
      return false;
    }
    if (waiting.incrementAndGet() > parts.settings().waitingMax()) {
      leave();
      return false;
    }
    return true;
  }

  private void leave() {
    waiting.decrementAndGet();
  }

  @FunctionalInterface
  private interface Work {
    void perform() throws InterruptedException;
  }

  private void performAll() {
    for (Work work = queue.poll(); work != null && !worker.isShutdown(); work = queue.poll()) {
      perform(work);
    }
  }

  private void perform(Work work) {
    leave();
    if (sides.isStuck() || parts.busy().getAsBoolean()) {
      dropped.increment();
      return;
    }
    long begin = parts.ticker().getAsLong();
    try {
      work.perform();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
      LOG.error("A request could not be compared: {}", LogText.of(failed));
      dropped.increment();
    }
    rest(parts.ticker().getAsLong() - begin);
  }

  // So much of a processor and no more, whatever comes.
  private void rest(long workedNanos) {
    double share = parts.settings().processorShare();
    long nanos = (long) (workedNanos * (1 / share - 1));
    LockSupport.parkNanos(Math.min(nanos, REST_NANOS_MAX));
  }

  private void examine(Sample sample, Optional<ApiResponse> served, long sinceNanos)
      throws InterruptedException {
    boolean checksItself = examined++ % parts.settings().selfChecks() == 0;
    Duration age = Duration.ofNanos(parts.ticker().getAsLong() - sinceNanos);
    conclude(sample, judge.examine(sample, served, age, checksItself));
  }

  private void conclude(Sample sample, Judge.Verdict verdict) {
    if (verdict instanceof Judge.Verdict.Suspicious suspicious) {
      askAgain(suspicious.suspicion());
      return;
    }
    boolean mismatch = verdict instanceof Judge.Verdict.Different;
    if (verdict instanceof Judge.Verdict.Different different) {
      mismatches.increment();
      parts.log().add(stable, candidate, sample, different);
    } else if (verdict instanceof Judge.Verdict.Same same && same.noise()) {
      noise.increment();
    }
    compared.increment();
    parts.observer().get().compared(mismatch);
  }

  private void askAgain(Judge.Suspicion suspicion) {
    if (!accepts()) {
      dropped.increment();
      return;
    }
    Work again = () -> conclude(suspicion.sample(), judge.again(suspicion));
    try {
      var unused =
          worker.schedule(
              () -> perform(again), parts.settings().settling().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      dropped.increment();
    }
  }
}
