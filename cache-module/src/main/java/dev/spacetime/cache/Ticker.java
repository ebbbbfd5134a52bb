package dev.spacetime.cache;

import java.time.Instant;
import java.time.InstantSource;
import org.ehcache.core.spi.time.TimeSource;
import org.ehcache.core.spi.time.TimeSourceService;
import org.ehcache.spi.service.Service;
import org.ehcache.spi.service.ServiceProvider;

/**
 * The clock of all regions, read once for each operation: what a region has just read, Ehcache is
 * told again. Ehcache needs the time only to know what was used least recently.
 */
final class Ticker implements InstantSource, TimeSource, TimeSourceService {
  private final InstantSource clock;
  private volatile long lastMillis;

  Ticker(InstantSource clock) {
    this.clock = clock;
    this.lastMillis = clock.millis();
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public long millis() {
    long nowMillis = clock.millis();
    // Written a thousand times a second, read at each look-up: it stays in every core's cache.
    if (nowMillis != lastMillis) {
      lastMillis = nowMillis;
    }
    return nowMillis;
  }

  @Override
  public long getTimeMillis() {
    return lastMillis;
  }

  @Override
  public TimeSource getTimeSource() {
    return this;
  }

  @Override
  public void start(ServiceProvider<Service> services) {
    // The clock runs already.
  }

  @Override
  public void stop() {
    // The clock is not ours to stop.
  }
}
