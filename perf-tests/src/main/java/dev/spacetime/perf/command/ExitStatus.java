package dev.spacetime.perf.command;

/** What the program ends with. */
public final class ExitStatus {
  /** Same or better, and the answers are equal. */
  public static final int ENDED_WELL = 0;

  /** Worse, answers differ, or it could not be measured. */
  public static final int FAILED = 1;

  public static final int WRONG_USE = 2;

  /** Measured, but nothing can be said. */
  public static final int INCONCLUSIVE = 3;

  private ExitStatus() {}
}
