package dev.spacetime.server.shadow;

import java.time.Duration;

/**
 * How much may be spent on what nobody waits for.
 *
 * @param waitingMax requests that wait to be compared; more are dropped
 * @param keptMax mismatches that are kept; the oldest go first
 * @param bodyBytesMax of a request; one with a longer body is not compared
 * @param deadline of one run; a variant that takes longer is given up
 * @param settling how long after a difference the two sides are asked again, when a file has
 *     changed shortly before: longer than a change may take to be noticed
 * @param processorShare of one processor that comparing may take, above 0 up to 1
 * @param selfChecks the stable side is compared with itself at one request in so many, also where
 *     there is no difference
 */
public record ShadowSettings(
    int waitingMax,
    int keptMax,
    int bodyBytesMax,
    Duration deadline,
    Duration settling,
    double processorShare,
    int selfChecks) {
  public static final ShadowSettings DEFAULT =
      new ShadowSettings(
          256, 200, 1 << 16, Duration.ofSeconds(5), Duration.ofMillis(1_100), 0.1, 16);

  public ShadowSettings {
    if (waitingMax < 1 || keptMax < 1 || bodyBytesMax < 0 || selfChecks < 1) {
      throw new IllegalArgumentException("The bounds of shadowing are positive");
    }
    if (!(processorShare > 0 && processorShare <= 1)) {
      throw new IllegalArgumentException("A share of a processor is above 0 and at most 1");
    }
  }
}
