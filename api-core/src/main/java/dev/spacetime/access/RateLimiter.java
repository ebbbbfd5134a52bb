package dev.spacetime.access;

import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import java.util.List;

/** Counts requests by client and path. Shared by the variants, so a switch refills no bucket. */
public interface RateLimiter {
  /** Takes one request from the client's bucket, if there is one left. */
  Decision take(Endpoint endpoint, ClientAddress client);

  /** The fields for an answer that was given before the limit was asked; takes nothing. */
  List<Header> fields(Endpoint endpoint, ClientAddress client);

  /**
   * @param retryAfterSeconds whole seconds, rounded up, until one request is free again; zero when
   *     allowed
   * @param fields the {@code RateLimit} fields of the answer; empty when limits are off
   */
  record Decision(boolean allowed, long retryAfterSeconds, List<Header> fields) {}
}
