package dev.spacetime.server.rollout;

import java.time.Duration;

/**
 * When a candidate is judged worse.
 *
 * @param falseAlarmMax how often, at the most, an equal candidate is rolled back, as in 0.05,
 *     however often and however long it is judged
 * @param latencyRatioMax a smaller loss of speed is none, as in 1.05
 * @param latencyDifferenceMin a loss of time that is smaller is none either
 * @param warmUp the candidate's first answers at each endpoint, by which it is not judged to be
 *     slow: what is fresh is cold
 * @param errorRateDifferenceMax as in 0.01
 * @param mismatchRateMax of compared answers, as in 0.0001
 * @param memoryGrowthMax of the live heap since the candidate began, as in 0.2
 * @param samplesMin of each side and step before anything is promoted
 * @param hang a request of the candidate that takes longer has failed
 */
public record GuardSettings(
    double falseAlarmMax,
    double latencyRatioMax,
    Duration latencyDifferenceMin,
    int warmUp,
    double errorRateDifferenceMax,
    double mismatchRateMax,
    double memoryGrowthMax,
    int samplesMin,
    Duration hang) {
  public static final GuardSettings DEFAULT =
      new GuardSettings(
          0.05, 1.05, Duration.ofNanos(20_000), 200, 0.01, 0.0001, 0.2, 200, Duration.ofSeconds(5));

  /**
   * @throws IllegalArgumentException when a figure is not what it should be
   */
  public GuardSettings {
    require(0 < falseAlarmMax && falseAlarmMax < 1, "false alarms are a share below 1");
    require(latencyRatioMax >= 1, "a latency ratio is 1 or more");
    require(!latencyDifferenceMin.isNegative(), "a loss of time is not negative");
    require(warmUp >= 0, "a warm-up is counted from 0");
    require(
        0 < errorRateDifferenceMax && errorRateDifferenceMax < 0.5, "an error rate is below 0.5");
    require(0 < mismatchRateMax && mismatchRateMax < 0.5, "a mismatch rate is below 0.5");
    require(memoryGrowthMax > 0, "a growth is above 0");
    require(samplesMin > 0, "samples are counted from 1");
    require(hang.toMillis() > 0, "a hang takes longer than nothing");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("The guard can't be set so: " + rule);
    }
  }
}
