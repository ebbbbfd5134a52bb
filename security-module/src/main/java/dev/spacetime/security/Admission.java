package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.api.Header;
import java.util.List;

/**
 * A request that may go on.
 *
 * @param fields for its answer: what is left of the limits
 */
public record Admission(Principal principal, List<Header> fields) {
  static final Admission PUBLIC = new Admission(Principal.ANONYMOUS, List.of());

  public Admission {
    fields = List.copyOf(fields);
  }
}
