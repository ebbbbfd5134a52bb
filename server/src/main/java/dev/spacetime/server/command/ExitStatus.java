package dev.spacetime.server.command;

/** What the program ends with. */
final class ExitStatus {
  static final int ENDED_WELL = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private ExitStatus() {}
}
