package dev.spacetime.cache;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Counts a region's failed cache operations, and logs one a minute: a broken cache fails often. */
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

  void failed(String operation, RuntimeException cause) {
    failures.increment();
    long nowMillis = clock.millis();
    long quietUntil = quietUntilMillis.get();
    if (nowMillis >= quietUntil
        && quietUntilMillis.compareAndSet(quietUntil, nowMillis + QUIET_MILLIS)) {
      logger.warn(
          "Region {} does without its cache: {} failed, {} failures so far",
          region,
          operation,
          failures.sum(),
          cause);
    }
  }
}
