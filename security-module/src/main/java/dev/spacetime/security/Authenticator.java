package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.api.ApiRequest;
import java.util.Optional;

/** Finds out who asks. */
public interface Authenticator {
  /** The owner of the request's token; empty when it is missing, malformed or wrong. */
  Optional<Principal> authenticate(ApiRequest request);

  /**
   * The same where it is known without blocking and without a costly check; else empty. Nothing is
   * counted yet: who is refused all the same takes the long way, where that is counted.
   */
  default Optional<KnownCaller> ifKnown(ApiRequest request) {
    return Optional.empty();
  }

  /**
   * Who asks.
   *
   * @param count what is to be done when the caller has been let in
   */
  record KnownCaller(Principal principal, Runnable count) {}
}
