package dev.spacetime.cache;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock at the start and elapsed time from then on: a machine whose clock is set back an
 * hour doesn't keep its entries an hour longer.
 */
final class SteadyClock implements InstantSource {
  private final Instant start = Instant.now();
  private final long startMillis = start.toEpochMilli();
  private final long startNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }

  @Override
  public long millis() {
    return startMillis + (System.nanoTime() - startNanos) / 1_000_000;
  }
}
