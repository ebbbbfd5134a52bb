package dev.spacetime.access;

/** The whitelist has no such environment; the message lists those that it has. */
public final class UnknownEnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownEnvironmentException(String message) {
    super(message);
  }
}
