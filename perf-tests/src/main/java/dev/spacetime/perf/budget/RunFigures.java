package dev.spacetime.perf.budget;

import java.util.OptionalDouble;

/**
 * What was measured of the run as a whole; empty where it could not be.
 *
 * @param cacheHitRatePercent of the server's look-ups during the run
 * @param memoryGrowthPercent of its live heap after a collection, from a quarter of the run to the
 *     end
 * @param recoverySeconds from the end of the load until answers were as quick as before
 */
public record RunFigures(
    OptionalDouble cacheHitRatePercent,
    OptionalDouble memoryGrowthPercent,
    OptionalDouble recoverySeconds) {
  public static final RunFigures NONE =
      new RunFigures(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  OptionalDouble of(Metric metric) {
    return switch (metric) {
      case CACHE_HIT_RATE_PERCENT -> cacheHitRatePercent;
      case MEMORY_GROWTH_PERCENT -> memoryGrowthPercent;
      case RECOVERY_SECONDS -> recoverySeconds;
      case P50_MILLIS, P95_MILLIS, P99_MILLIS, ERROR_RATE_PERCENT, REQUESTS_PER_SECOND ->
          OptionalDouble.empty();
    };
  }
}
