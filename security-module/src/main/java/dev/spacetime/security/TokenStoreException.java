package dev.spacetime.security;

/** The tokens can't be had; the message says in one sentence what to do. */
public final class TokenStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TokenStoreException(String message) {
    super(message);
  }
}
