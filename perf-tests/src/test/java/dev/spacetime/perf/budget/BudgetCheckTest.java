package dev.spacetime.perf.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.perf.budget.BudgetCheck.Outcome;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BudgetCheckTest {
  private final Measurements measured = new Measurements(sample -> 0);

  private void requests(int count, long millis, boolean succeeded) {
    for (int i = 0; i < count; i++) {
      measured.add(new Sample(i * 100L, millis, "GET /scene", succeeded, false, "normal"));
    }
  }

  private Outcome outcome(Metric metric, double limit) {
    return outcome(metric, limit, RunFigures.NONE);
  }

  private Outcome outcome(Metric metric, double limit, RunFigures figures) {
    String endpoint = metric.scope() == Metric.Scope.RUN ? Budget.ALL_REQUESTS : "GET /scene";
    Budget budget = new Budget("steady", endpoint, metric, limit, 1);
    return BudgetCheck.check(List.of(budget), measured, figures).get(0).outcome();
  }

  @Test
  void aPercentileNeedsAnswersBeyondIt() {
    requests(99, 10, true);
    assertThat(outcome(Metric.P50_MILLIS, 10)).isEqualTo(Outcome.PASSED);
    assertThat(outcome(Metric.P50_MILLIS, 9)).isEqualTo(Outcome.BROKEN);
    assertThat(outcome(Metric.P95_MILLIS, 10)).isEqualTo(Outcome.INCONCLUSIVE);
    requests(1, 10, true);
    assertThat(outcome(Metric.P95_MILLIS, 10)).isEqualTo(Outcome.PASSED);
    assertThat(outcome(Metric.P99_MILLIS, 10)).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void noErrorAmongFewSaysNothingButAnErrorDoes() {
    requests(299, 10, true);
    assertThat(outcome(Metric.ERROR_RATE_PERCENT, 1)).isEqualTo(Outcome.INCONCLUSIVE);
    requests(1, 10, true);
    assertThat(outcome(Metric.ERROR_RATE_PERCENT, 1)).isEqualTo(Outcome.PASSED);
    requests(4, 10, false);
    assertThat(outcome(Metric.ERROR_RATE_PERCENT, 1)).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void quickErrorsDoNotMakeAnswersQuicker() {
    requests(100, 50, true);
    requests(1_000, 1, false);
    assertThat(outcome(Metric.P95_MILLIS, 49)).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void throughputIsAFloor() {
    requests(101, 0, true);
    assertThat(outcome(Metric.REQUESTS_PER_SECOND, 10)).isEqualTo(Outcome.PASSED);
    assertThat(outcome(Metric.REQUESTS_PER_SECOND, 11)).isEqualTo(Outcome.BROKEN);
  }

  @Test
  void whatWasNotMeasuredIsInconclusive() {
    assertThat(outcome(Metric.P50_MILLIS, 10)).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(outcome(Metric.MEMORY_GROWTH_PERCENT, 5)).isEqualTo(Outcome.INCONCLUSIVE);
    RunFigures figures =
        new RunFigures(OptionalDouble.of(94), OptionalDouble.of(6), OptionalDouble.of(1));
    assertThat(outcome(Metric.MEMORY_GROWTH_PERCENT, 5, figures)).isEqualTo(Outcome.BROKEN);
    assertThat(outcome(Metric.CACHE_HIT_RATE_PERCENT, 95, figures)).isEqualTo(Outcome.BROKEN);
    assertThat(outcome(Metric.RECOVERY_SECONDS, 10, figures)).isEqualTo(Outcome.PASSED);
  }

  @Test
  void whatAStalledUserDidNotSendIsAdded() {
    Measurements closed = new Measurements(sample -> 500);
    for (int i = 0; i < 100; i++) {
      closed.add(new Sample(i * 500L, 1, "GET /scene", true, false, "normal"));
    }
    closed.add(new Sample(50_000, 10_000, "GET /scene", true, false, "normal"));
    assertThat(closed.all().recordedPercentile(95)).isEqualTo(1);
    assertThat(closed.all().percentile(95)).isGreaterThan(5_000);
  }

  @Test
  void theReportsTellEveryLine() {
    requests(99, 10, true);
    List<BudgetCheck.Line> lines =
        BudgetCheck.check(
            List.of(
                new Budget("steady", "GET /scene", Metric.P50_MILLIS, 9, 1),
                new Budget("steady", "GET /scene", Metric.P99_MILLIS, 9, 2)),
            measured,
            RunFigures.NONE);
    assertThat(BudgetReport.table(lines))
        .contains("broken", "inconclusive", "0 passed, 1 broken, 1 inconclusive");
    assertThat(BudgetReport.junit("load", lines))
        .contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"1\"", "budget &lt;= 9");
    assertThat(BudgetReport.markdown(lines)).contains("| broken | GET /scene | p50_millis | 10 |");
  }
}
