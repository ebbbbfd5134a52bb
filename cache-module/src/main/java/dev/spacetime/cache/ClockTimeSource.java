package dev.spacetime.cache;

import java.time.InstantSource;
import org.ehcache.core.spi.time.TimeSource;
import org.ehcache.core.spi.time.TimeSourceService;
import org.ehcache.spi.service.Service;
import org.ehcache.spi.service.ServiceProvider;

/**
 * Gives Ehcache our clock. Expiry is left to Ehcache, not kept in {@link Held}: it frees an expired
 * entry wherever it meets one, keeps it from iterations, counts it, and hands the remaining life on
 * between tiers.
 */
record ClockTimeSource(InstantSource clock) implements TimeSourceService {
  @Override
  public TimeSource getTimeSource() {
    return clock::millis;
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
