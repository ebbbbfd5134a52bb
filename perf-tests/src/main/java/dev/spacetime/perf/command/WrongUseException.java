package dev.spacetime.perf.command;

/** The command line can't be meant so; the message says why and what would be right. */
public final class WrongUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongUseException(String message) {
    super(message);
  }
}
