package dev.spacetime.cache;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/**
 * Counts a region's failed cache operations, and logs a failure a minute: what is broken fails
 * often.
 */
final class FailureLog {
  private static final long QUIET_MILLIS = 60_000;

  private final String region;
  private final InstantSource clock;
  private final Logger logger;
  private final LongAdder failures;
  private final AtomicLong quietUntilMillis = new AtomicLong(Long.MIN_VALUE);

  FailureLog(String region, InstantSource clock, Logger logger, LongAdder failures) {
    this.region = region;
    this.clock = clock;
    this.logger = logger;
    this.failures = failures;
  }

  void failed(String operation, Throwable cause) {
    failures.increment();
    if (speaks()) {
      logger.warn(
          "Region {} does without its cache: {} failed, {} failures so far",
          region,
          operation,
          failures.sum(),
          cause);
    }
  }

  /** A load that nobody waits for failed: no failure of the cache, and nobody else to tell. */
  void loaderFailed(RuntimeException cause) {
    if (speaks()) {
      logger.warn("Region {} could not renew an entry in the background", region, cause);
    }
  }

  private boolean speaks() {
    long nowMillis = clock.millis();
    long quietUntil = quietUntilMillis.get();
    return nowMillis >= quietUntil
        && quietUntilMillis.compareAndSet(quietUntil, nowMillis + QUIET_MILLIS);
  }
}
