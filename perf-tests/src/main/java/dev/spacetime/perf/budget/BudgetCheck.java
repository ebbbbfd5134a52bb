package dev.spacetime.perf.budget;

import java.util.List;
import java.util.OptionalDouble;

/** Puts budgets against what was measured. */
public final class BudgetCheck {
  /** So many answers must lie beyond a percentile before it says anything. */
  private static final double ANSWERS_BEYOND_MIN = 5;

  /** No error in n requests says with 95 % that the rate is below 3/n (the rule of three). */
  private static final double RULE_OF_THREE = 3;

  private static final double SECONDS_MIN = 5;

  private BudgetCheck() {}

  /** How a budget came out. */
  public enum Outcome {
    PASSED,
    BROKEN,
    /** Too little was measured to say. */
    INCONCLUSIVE
  }

  /**
   * One line of the verdict.
   *
   * @param samples requests or answers that it was made from
   */
  public record Line(Budget budget, OptionalDouble measured, long samples, Outcome outcome) {}

  public static List<Line> check(
      List<Budget> budgets, Measurements measurements, RunFigures figures) {
    return budgets.stream().map(budget -> line(budget, measurements, figures)).toList();
  }

  private static Line line(Budget budget, Measurements measurements, RunFigures figures) {
    Measurements.Endpoint endpoint = measurements.byEndpoint().get(budget.endpoint());
    if (endpoint == null) {
      return new Line(budget, OptionalDouble.empty(), 0, Outcome.INCONCLUSIVE);
    }
    return switch (budget.metric()) {
      case P50_MILLIS -> percentile(budget, endpoint, 50);
      case P95_MILLIS -> percentile(budget, endpoint, 95);
      case P99_MILLIS -> percentile(budget, endpoint, 99);
      case ERROR_RATE_PERCENT -> errorRate(budget, endpoint);
      case REQUESTS_PER_SECOND ->
          judged(
              budget,
              measurements.requestsPerSecond(endpoint),
              endpoint.requests(),
              measurements.seconds() >= SECONDS_MIN);
      case CACHE_HIT_RATE_PERCENT, MEMORY_GROWTH_PERCENT, RECOVERY_SECONDS ->
          ofRun(budget, figures.of(budget.metric()), endpoint.requests());
    };
  }

  private static Line percentile(Budget budget, Measurements.Endpoint endpoint, double percent) {
    if (endpoint.answers() == 0) {
      return new Line(budget, OptionalDouble.empty(), 0, Outcome.INCONCLUSIVE);
    }
    boolean enough = (double) endpoint.answers() * (100 - percent) / 100 >= ANSWERS_BEYOND_MIN;
    return judged(budget, (double) endpoint.percentile(percent), endpoint.answers(), enough);
  }

  private static Line errorRate(Budget budget, Measurements.Endpoint endpoint) {
    double rate = endpoint.errorRatePercent();
    boolean enough =
        budget.limit() == 0
            ? endpoint.requests() > 0
            : endpoint.requests() * budget.limit() / 100 >= RULE_OF_THREE;
    // Errors that were seen were seen, however few requests there were.
    return judged(budget, rate, endpoint.requests(), enough || !budget.isKept(rate));
  }

  private static Line ofRun(Budget budget, OptionalDouble measured, long samples) {
    return measured.isEmpty()
        ? new Line(budget, measured, samples, Outcome.INCONCLUSIVE)
        : judged(budget, measured.getAsDouble(), samples, true);
  }

  private static Line judged(Budget budget, double measured, long samples, boolean enough) {
    Outcome kept = budget.isKept(measured) ? Outcome.PASSED : Outcome.BROKEN;
    return new Line(
        budget, OptionalDouble.of(measured), samples, enough ? kept : Outcome.INCONCLUSIVE);
  }
}
