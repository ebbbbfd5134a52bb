package dev.spacetime.server.rollout;

import java.time.Duration;
import java.util.List;

/**
 * The steps of a canary.
 *
 * @param percents shares of the clients, rising, the last one 100
 * @param hold how long each step lasts at the least
 */
public record CanaryPlan(List<Integer> percents, Duration hold) {
  public static final int STEPS_MAX = 20;
  public static final int PERCENT_MAX = 100;
  public static final Duration HOLD_MAX = Duration.ofDays(7);
  public static final CanaryPlan DEFAULT =
      new CanaryPlan(List.of(1, 5, 25, 50, 100), Duration.ofMinutes(5));

  /**
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  public CanaryPlan {
    percents = List.copyOf(percents);
    if (percents.isEmpty() || percents.size() > STEPS_MAX) {
      throw new IllegalArgumentException("A canary has 1 to " + STEPS_MAX + " steps");
    }
    int before = 0;
    for (int percent : percents) {
      if (percent <= before || percent > PERCENT_MAX) {
        throw new IllegalArgumentException("The steps of a canary rise, from 1 to 100 percent");
      }
      before = percent;
    }
    if (before != PERCENT_MAX) {
      throw new IllegalArgumentException("The last step of a canary is 100 percent");
    }
    if (hold.isNegative() || hold.compareTo(HOLD_MAX) > 0) {
      throw new IllegalArgumentException("A step is held for 0 seconds to 7 days");
    }
  }
}
