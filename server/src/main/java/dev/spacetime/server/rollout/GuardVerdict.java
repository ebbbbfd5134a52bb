package dev.spacetime.server.rollout;

import java.util.List;
import java.util.Locale;

/**
 * What the guard says now.
 *
 * @param reason a sentence, with the figures that count
 */
public record GuardVerdict(Decision decision, String reason, List<GuardFigure> figures) {
  /** What is to be done. */
  public enum Decision {
    PROMOTE,
    /** Nothing is shown yet, also for want of requests. */
    HOLD,
    ROLL_BACK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public GuardVerdict {
    figures = List.copyOf(figures);
  }
}
