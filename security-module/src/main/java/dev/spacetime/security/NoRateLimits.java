package dev.spacetime.security;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import java.util.List;

/** Counts nothing: for measurements, where every variant is to show what it can. */
final class NoRateLimits implements RateLimiter {
  private static final Decision ALLOWED = new Decision(true, 0, List.of());

  @Override
  public Decision take(Endpoint endpoint, ClientAddress client) {
    return ALLOWED;
  }

  @Override
  public List<Header> fields(Endpoint endpoint, ClientAddress client) {
    return List.of();
  }
}
