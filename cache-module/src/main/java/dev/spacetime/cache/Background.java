package dev.spacetime.cache;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for loads that nobody waits for, and for what is done from time to time. */
final class Background implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 1_000;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor loads;
  private final ScheduledThreadPoolExecutor timer;

  Background() {
    loads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            daemons("cache-refresh"));
    loads.allowCoreThreadTimeOut(true);
    timer = new ScheduledThreadPoolExecutor(1, daemons("cache-timer"));
  }

  /** Runs it soon, or throws {@link java.util.concurrent.RejectedExecutionException}. */
  void load(Runnable load) {
    loads.execute(load);
  }

  void every(long seconds, Runnable task) {
    var unused = timer.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    loads.shutdownNow();
    timer.shutdownNow();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
