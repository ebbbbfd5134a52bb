package dev.spacetime.server.platform;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Lets no more requests run at once than the machine answers soonest, has a few more wait for a
 * moment, and refuses the rest at once. The limit follows the gradient of the requests' times
 * (Gradient2 of Netflix's concurrency-limits).
 */
final class LoadShedder {
  // The work is the processors': more of it at once only makes all of it late.
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final int RUNNING_MIN = 2 * PROCESSORS;
  private static final int RUNNING_MAX = 8 * PROCESSORS;

  private static final int WAITING_MAX = 16;
  private static final long WAIT_MAX_MILLIS = 20;

  private final Limit limit;
  private final LongSupplier ticker;
  private final Places places;
  private final AtomicInteger running = new AtomicInteger();
  private final LongAdder shed = new LongAdder();

  /** As many places as the limit says from time to time. */
  private static final class Places extends Semaphore {
    private static final long serialVersionUID = 1;

    private int count;

    Places(int count) {
      super(count);
      this.count = count;
    }

    synchronized void become(int other) {
      if (other < count) {
        reducePermits(count - other);
      } else {
        release(other - count);
      }
      count = other;
    }
  }

  /** Of one request, to be left once. */
  final class Place {
    private final long beginNanos = ticker.getAsLong();
    private final int beside = running.incrementAndGet();

    private Place() {}

    /** After work was done: its time tells how much there may be at once. */
    void served() {
      leave();
      limit.onSample(beginNanos, ticker.getAsLong() - beginNanos, beside, false);
    }

    /** After an early refusal, whose time tells nothing. */
    void leave() {
      running.decrementAndGet();
      places.release();
    }
  }

  /**
   * @param ticker nanoseconds since some moment
   */
  LoadShedder(ConcurrencyLimit settings, LongSupplier ticker) {
    this.limit = limit(settings);
    this.ticker = ticker;
    this.places = new Places(limit.getLimit());
    limit.notifyOnChange(places::become);
  }

  /** Empty when the request is to be refused. */
  Optional<Place> admit() {
    if (places.tryAcquire() || waited()) {
      return Optional.of(new Place());
    }
    shed.increment();
    return Optional.empty();
  }

  /** Whether the next request would have to wait. */
  boolean isFull() {
    return places.availablePermits() <= 0;
  }

  int limit() {
    return limit.getLimit();
  }

  long shed() {
    return shed.sum();
  }

  private boolean waited() {
    try {
      return places.getQueueLength() < WAITING_MAX
          && places.tryAcquire(WAIT_MAX_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Limit limit(ConcurrencyLimit settings) {
    return switch (settings.kind()) {
      case OFF -> FixedLimit.of(Integer.MAX_VALUE);
      case FIXED -> FixedLimit.of(settings.requests());
      case ADAPTIVE ->
          Gradient2Limit.newBuilder()
              .minLimit(RUNNING_MIN)
              .initialLimit(2 * RUNNING_MIN)
              .queueSize(PROCESSORS)
              .maxConcurrency(RUNNING_MAX)
              .build();
    };
  }
}
