package dev.spacetime.access;

/** The whitelist file can't be used; the message says why and never where the file lies. */
public final class WhitelistFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WhitelistFileException(String message) {
    super(message);
  }
}
