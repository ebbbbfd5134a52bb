package dev.spacetime.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until it is advanced. */
final class FakeClock implements InstantSource {
  private final AtomicLong millis = new AtomicLong(Instant.EPOCH.plusSeconds(1).toEpochMilli());

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  void advance(Duration duration) {
    millis.addAndGet(duration.toMillis());
  }
}
