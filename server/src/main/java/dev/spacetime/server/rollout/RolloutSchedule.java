package dev.spacetime.server.rollout;

import dev.spacetime.api.LogText;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judging and writing, each again and again on a thread of its own: a disk that hangs holds up the
 * writing, not the judging.
 */
final class RolloutSchedule implements AutoCloseable {
  private static final long CLOSE_SECONDS_MAX = 10;

  private static final Logger LOG = LoggerFactory.getLogger(RolloutSchedule.class);

  private final ScheduledExecutorService judging = daemon("rollout-guard");
  private final ScheduledExecutorService writing = daemon("rollout-steps");

  void run(Duration interval, Runnable judge, Runnable write) {
    long nanos = interval.toNanos();
    var unusedJudging =
        judging.scheduleWithFixedDelay(() -> logged(judge), nanos, nanos, TimeUnit.NANOSECONDS);
    var unusedWriting =
        writing.scheduleWithFixedDelay(() -> logged(write), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    end(judging);
    end(writing);
  }

  // What is being written is written to its end: an interruption would close the file.
  private static void end(ScheduledExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.warn("What serves was still being written at the end");
        executor.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  // A guard that fails once goes on guarding.
  private static void logged(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      LOG.error("A rollout could not be judged or written: {}", LogText.of(failed));
    }
  }

  private static ScheduledExecutorService daemon(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
