package dev.spacetime.server.platform;

import dev.spacetime.server.rollout.GuardSettings;
import dev.spacetime.server.shadow.ShadowSettings;
import java.time.Duration;

/**
 * How rollouts are watched.
 *
 * @param override whether operators may choose the variant of a request
 * @param tick between two judgements
 * @param heapPeriod between two measurements of the live heap, at the least
 */
public record RolloutSettings(
    boolean override,
    GuardSettings guard,
    ShadowSettings shadow,
    Duration tick,
    Duration heapPeriod) {
  public static final RolloutSettings DEFAULT =
      new RolloutSettings(
          false,
          GuardSettings.DEFAULT,
          ShadowSettings.DEFAULT,
          Duration.ofMillis(250),
          Duration.ofSeconds(30));

  public RolloutSettings withOverride(boolean on) {
    return new RolloutSettings(on, guard, shadow, tick, heapPeriod);
  }
}
