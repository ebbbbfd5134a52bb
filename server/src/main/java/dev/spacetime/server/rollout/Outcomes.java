package dev.spacetime.server.rollout;

import java.util.Arrays;

/**
 * What became of requests to one endpoint.
 *
 * @param durations of those that did not fail, in nanoseconds; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; read a few thousand times a second.
record Outcomes(double[] durations, long failed) {
  static final Outcomes NONE = new Outcomes(new double[0], 0);

  long trials() {
    return durations.length + failed;
  }

  /** The same without the durations of the first answers. */
  Outcomes withoutFirst(long count) {
    int left = (int) Math.min(durations.length, Math.max(0, count));
    return left == 0
        ? this
        : new Outcomes(Arrays.copyOfRange(durations, left, durations.length), failed);
  }

  long longerThan(double durationNanos) {
    return Arrays.stream(durations).filter(duration -> duration > durationNanos).count();
  }
}
