package dev.spacetime.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;

/** Loads what was hot at the end of the last run, the hottest first, beside everything else. */
public final class WarmUp {
  private final List<BooleanSupplier> loads;
  private final Ticker ticker;
  private final Logger logger;
  private final long startMillis;
  private final long deadlineMillis;
  private final CountDownLatch running;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger loaded = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile long endMillis;
  private volatile boolean stopped;

  private WarmUp(List<BooleanSupplier> loads, Limits limits, Ticker ticker, Logger logger) {
    this.loads = loads;
    this.ticker = ticker;
    this.logger = logger;
    this.running = new CountDownLatch(limits.threads());
    this.startMillis = ticker.millis();
    this.deadlineMillis = startMillis + limits.timeMax().toMillis();
  }

  /**
   * @param threads that load at once
   * @param timeMax after which no load is begun any more
   */
  public record Limits(int threads, Duration timeMax) {
    private static final int THREADS_MAX = 8;

    /**
     * Every processor, eight at the most: nothing else is held yet that requests could be given.
     */
    public static final Limits DEFAULT =
        new Limits(
            Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MAX),
            Duration.ofSeconds(30));

    public Limits {
      if (threads < 1 || threads > 64) {
        throw new IllegalArgumentException("A warm-up has 1 to 64 threads, not " + threads);
      }
      if (timeMax.isNegative()) {
        throw new IllegalArgumentException("A warm-up takes no negative time, not " + timeMax);
      }
    }
  }

  /**
   * @param loads in their order; each answers whether it loaded
   */
  static WarmUp start(List<BooleanSupplier> loads, Limits limits, Ticker ticker, Logger logger) {
    WarmUp warmUp = new WarmUp(loads, limits, ticker, logger);
    logger.info("Warm-up of {} keys begins", loads.size());
    for (int number = 1; number <= limits.threads(); number++) {
      Thread thread = new Thread(warmUp::work, "cache-warm-up-" + number);
      thread.setDaemon(true);
      thread.start();
    }
    return warmUp;
  }

  public WarmUpProgress progress() {
    boolean ended = running.getCount() == 0;
    int done = loaded.get() + held.get() + failed.get();
    return new WarmUpProgress(
        state(ended, done),
        loads.size(),
        loaded.get(),
        held.get(),
        failed.get(),
        Duration.ofMillis((ended ? endMillis : ticker.millis()) - startMillis));
  }

  /** Whether it ended within that time. */
  public boolean await(Duration timeMax) throws InterruptedException {
    return running.await(timeMax.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Begins no load any more. */
  void stop() {
    stopped = true;
  }

  private WarmUpProgress.State state(boolean ended, int done) {
    if (!ended) {
      return WarmUpProgress.State.RUNNING;
    }
    return done == loads.size() ? WarmUpProgress.State.DONE : WarmUpProgress.State.CUT_SHORT;
  }

  private void work() {
    try {
      for (int number = next.getAndIncrement();
          number < loads.size() && !stopped && ticker.millis() < deadlineMillis;
          number = next.getAndIncrement()) {
        load(loads.get(number));
      }
    } finally {
      endMillis = ticker.millis();
      running.countDown();
      if (running.getCount() == 0) {
        logger.info("Warm-up ended: {}", progress());
      }
    }
  }

  private void load(BooleanSupplier load) {
    try {
      (load.getAsBoolean() ? loaded : held).incrementAndGet();
    } catch (RuntimeException gone) {
      failed.incrementAndGet();
    }
  }
}
