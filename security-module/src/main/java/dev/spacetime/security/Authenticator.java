package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.api.ApiRequest;
import java.util.Optional;

/** Finds out who asks. */
public interface Authenticator {
  /** The owner of the request's token; empty when it is missing, malformed or wrong. */
  Optional<Principal> authenticate(ApiRequest request);

  /**
   * The same where it is known without blocking and without a costly check; else empty, and nothing
   * is counted.
   */
  default Optional<Principal> ifKnown(ApiRequest request) {
    return Optional.empty();
  }
}
