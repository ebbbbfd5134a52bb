package dev.spacetime.server.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to serve. Immutable: it is decided, stored and applied as a whole.
 *
 * @param number counts the rollouts of a data folder; clients are drawn anew for each
 * @param stable answers everything that the candidate does not
 * @param candidate {@code null} in mode {@code fixed} unless the switch is still guarded: then what
 *     served before, to go back to
 * @param step the place in the plan's steps
 * @param paused the share stays as it is until somebody resumes; the guard still rolls back
 * @param shadowPercent of the requests that are also run by the other side and compared, 0 to 100
 * @param guarded whether the guard may withdraw the candidate
 * @param previous what served before this; {@code null} at the first start and after a rollback:
 *     what was taken back is nothing to go back to
 */
public record Rollout(
    long number,
    Mode mode,
    String stable,
    @Nullable String candidate,
    CanaryPlan plan,
    int step,
    boolean paused,
    int shadowPercent,
    boolean guarded,
    @Nullable String previous,
    Instant since,
    String reason) {
  /**
   * @throws IllegalArgumentException with a sentence about what does not fit together
   */
  public Rollout {
    if (step < 0 || step >= plan.percents().size()) {
      throw new IllegalArgumentException("The plan has no step " + step);
    }
    if (shadowPercent < 0 || shadowPercent > 100) {
      throw new IllegalArgumentException("A share is 0 to 100 percent");
    }
    if (mode != Mode.FIXED && candidate == null) {
      throw new IllegalArgumentException("There is no " + mode + " without a candidate");
    }
  }

  /** The share of the clients that the candidate answers, in percent. */
  public int sharePercent() {
    return switch (mode) {
      case FIXED, SHADOW -> 0;
      case CANARY -> plan.percents().get(step);
    };
  }
}
