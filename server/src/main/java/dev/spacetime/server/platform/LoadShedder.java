package dev.spacetime.server.platform;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limiter.LifoBlockingLimiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.spacetime.api.Endpoint;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Lets no more requests run at once than the machine answers soonest, has a few more wait for a
 * moment, the latest first, and refuses the rest at once. The limit follows the gradient of the
 * requests' times (Gradient2 of Netflix's concurrency-limits).
 */
final class LoadShedder {
  /** Those that are let in and those that wait together leave threads for what is never shed. */
  static final int RUNNING_MAX = 100;

  private static final int RUNNING_MIN = 8;
  private static final int WAITING_MAX = 100;
  private static final long WAIT_MAX_MILLIS = 100;

  private final Limit limit;
  private final Limiter<Endpoint> limiter;
  private final LongAdder shed = new LongAdder();

  /**
   * @param ticker nanoseconds since some moment
   */
  LoadShedder(ConcurrencyLimit settings, LongSupplier ticker) {
    limit = limit(settings);
    limiter =
        LifoBlockingLimiter.<Endpoint>newBuilder(
                SimpleLimiter.newBuilder().limit(limit).nanoClock(ticker).build())
            .backlogSize(WAITING_MAX)
            .backlogTimeout(WAIT_MAX_MILLIS, TimeUnit.MILLISECONDS)
            .build();
  }

  /** Empty when the request is to be refused; who is let in says how it ended. */
  Optional<Limiter.Listener> admit(Endpoint endpoint) {
    Optional<Limiter.Listener> place = limiter.acquire(endpoint);
    if (place.isEmpty()) {
      shed.increment();
    }
    return place;
  }

  int limit() {
    return limit.getLimit();
  }

  long shed() {
    return shed.sum();
  }

  private static Limit limit(ConcurrencyLimit settings) {
    return switch (settings.kind()) {
      case OFF -> FixedLimit.of(Integer.MAX_VALUE);
      case FIXED -> FixedLimit.of(settings.requests());
      case ADAPTIVE ->
          Gradient2Limit.newBuilder()
              .minLimit(RUNNING_MIN)
              .initialLimit(RUNNING_MAX / 2)
              .maxConcurrency(RUNNING_MAX)
              .build();
    };
  }
}
