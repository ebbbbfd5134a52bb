package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.api.ApiRequest;
import java.util.Optional;

/** Finds out who asks. */
public interface Authenticator {
  /** The owner of the request's token; empty when it is missing, malformed or wrong. */
  Optional<Principal> authenticate(ApiRequest request);
}
