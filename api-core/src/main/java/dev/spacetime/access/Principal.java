package dev.spacetime.access;

/** Who a request comes from: the name and role of its token. */
public record Principal(String name, Role role) {
  /** Whoever asks for an endpoint that needs no token. */
  public static final Principal ANONYMOUS = new Principal("anonymous", Role.READER);
}
