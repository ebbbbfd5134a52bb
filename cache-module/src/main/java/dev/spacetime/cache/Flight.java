package dev.spacetime.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One load under way: one thread flies it, any number wait for it. */
final class Flight<V> {
  private final CountDownLatch landing = new CountDownLatch(1);
  private volatile @Nullable Thread pilot;
  // Written once before the latch opens, read only after: the latch publishes them.
  private @Nullable V value;
  private @Nullable Throwable failure;

  private Flight(@Nullable Thread pilot) {
    this.pilot = pilot;
  }

  /** Flown by the calling thread. */
  static <V> Flight<V> ofCaller() {
    return new Flight<>(Thread.currentThread());
  }

  /** Flown by the thread that lets it depart. */
  static <V> Flight<V> waiting() {
    return new Flight<>(null);
  }

  void depart() {
    pilot = Thread.currentThread();
  }

  boolean departed() {
    return pilot != null;
  }

  void land(V loaded) {
    value = loaded;
    landing.countDown();
  }

  void crash(Throwable reason) {
    failure = reason;
    landing.countDown();
  }

  boolean landed() {
    return landing.getCount() == 0;
  }

  boolean flownByCaller() {
    return pilot == Thread.currentThread();
  }

  /** False when the load is still under way after {@code waitMax}. */
  boolean await(Duration waitMax) throws InterruptedException {
    return landing.await(waitMax.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The value, or the loader's own exception; only after landing. */
  V result() {
    if (failure != null) {
      throw unwrapped(failure);
    }
    return Objects.requireNonNull(value, "a landed flight has a value or a failure");
  }

  // A loader may throw a checked exception undeclared; whoever waited gets what the pilot got.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unwrapped(Throwable failure) throws E {
    throw (E) failure;
  }
}
