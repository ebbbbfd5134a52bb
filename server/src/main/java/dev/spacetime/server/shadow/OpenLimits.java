package dev.spacetime.server.shadow;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import java.util.List;

/** Refuses nobody and takes nothing: a request counts once, when it is served. */
record OpenLimits(RateLimiter live) implements RateLimiter {
  @Override
  public Decision take(Endpoint endpoint, ClientAddress client) {
    return new Decision(true, 0, fields(endpoint, client));
  }

  @Override
  public List<Header> fields(Endpoint endpoint, ClientAddress client) {
    return live.fields(endpoint, client);
  }
}
