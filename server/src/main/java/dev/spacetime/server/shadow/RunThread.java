package dev.spacetime.server.shadow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one piece of work at a time on a thread that can be given up: another one then takes its
 * place. For one caller at a time.
 */
final class RunThread implements AutoCloseable {
  /** So many threads may hang; nothing runs any more until one of them ends. */
  static final int GIVEN_UP_MAX = 3;

  private final List<Thread> givenUp = new ArrayList<>();
  private Worker worker = new Worker();

  private static final class Worker {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::thread);
    private Thread thread = Thread.currentThread();

    private Thread thread(Runnable work) {
      thread = daemon(work, "shadow-run");
      return thread;
    }
  }

  /** A thread that gives way to those that serve, where the system knows of priorities. */
  @SuppressWarnings("ThreadPriorityCheck") // A hint that nothing relies on.
  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /** Empty when it took too long. */
  <T> Optional<T> call(Callable<T> work, Duration deadline) throws InterruptedException {
    Future<T> running = worker.executor.submit(work);
    try {
      return Optional.of(running.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      giveUp();
      return Optional.empty();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Whether too many threads hang. */
  boolean isStuck() {
    givenUp.removeIf(thread -> !thread.isAlive());
    return givenUp.size() >= GIVEN_UP_MAX;
  }

  /** Lets what runs come to its end: an interruption could reach what others use too. */
  @Override
  public void close() {
    worker.executor.shutdown();
  }

  private void giveUp() {
    worker.executor.shutdownNow();
    givenUp.add(worker.thread);
    worker = new Worker();
  }
}
