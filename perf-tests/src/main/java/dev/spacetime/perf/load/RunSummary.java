package dev.spacetime.perf.load;

import dev.spacetime.api.Json;
import dev.spacetime.perf.budget.BudgetCheck;
import dev.spacetime.perf.budget.BudgetReport;
import dev.spacetime.perf.budget.Measurements;
import dev.spacetime.perf.budget.RunFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is kept of a run in {@code summary.json} and {@code summary.md}, small enough for a
 * repository. Times are in milliseconds, percentiles with what was omitted.
 *
 * @param version of this document
 * @param failure why the run was cut short; empty when it was not
 * @param connections that were opened
 */
record RunSummary(
    int version,
    String variant,
    String profile,
    String scale,
    String failure,
    double seconds,
    long connections,
    List<EndpointFigures> endpoints,
    Run run,
    List<Verdict> budgets) {
  private static final int VERSION = 1;

  /** One endpoint, or all requests. */
  record EndpointFigures(
      String endpoint,
      long requests,
      long errors,
      double requestsPerSecond,
      long p50Millis,
      long p95Millis,
      long p99Millis,
      long recordedP99Millis,
      long maxMillis) {}

  /** Negative where it was not measured. */
  record Run(double cacheHitRatePercent, double memoryGrowthPercent, double recoverySeconds) {
    static Run of(RunFigures figures) {
      return new Run(
          orNone(figures.cacheHitRatePercent()),
          orNone(figures.memoryGrowthPercent()),
          orNone(figures.recoverySeconds()));
    }

    private static double orNone(OptionalDouble figure) {
      return figure.isPresent() ? rounded(figure.getAsDouble()) : -1;
    }
  }

  /** One budget. */
  record Verdict(String endpoint, String figure, double limit, String outcome) {}

  static RunSummary of(
      String variant,
      Profile profile,
      String failure,
      Measurements measured,
      RunFigures figures,
      List<BudgetCheck.Line> lines) {
    return new RunSummary(
        VERSION,
        variant,
        profile.name(),
        profile.scale(),
        failure,
        rounded(measured.seconds()),
        measured.all().connections(),
        measured.byEndpoint().entrySet().stream().map(entry -> figures(entry, measured)).toList(),
        Run.of(figures),
        lines.stream().map(RunSummary::verdict).toList());
  }

  void write(Path folder, List<BudgetCheck.Line> lines) throws IOException {
    Files.write(folder.resolve("summary.json"), Json.prettyBytes(this));
    Files.writeString(folder.resolve("summary.md"), markdown(lines));
    Files.writeString(
        folder.resolve("TEST-budgets.xml"),
        BudgetReport.junit("load." + profile + "." + variant, lines));
  }

  private static EndpointFigures figures(
      Map.Entry<String, Measurements.Endpoint> entry, Measurements measured) {
    Measurements.Endpoint endpoint = entry.getValue();
    return new EndpointFigures(
        entry.getKey(),
        endpoint.requests(),
        endpoint.errors(),
        rounded(measured.requestsPerSecond(endpoint)),
        endpoint.percentile(50),
        endpoint.percentile(95),
        endpoint.percentile(99),
        endpoint.recordedPercentile(99),
        endpoint.maxMillis());
  }

  private static Verdict verdict(BudgetCheck.Line line) {
    return new Verdict(
        line.budget().endpoint(),
        line.budget().metric().key(),
        line.budget().limit(),
        line.outcome().name().toLowerCase(Locale.ROOT));
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private String markdown(List<BudgetCheck.Line> lines) {
    StringBuilder text = new StringBuilder();
    text.append("## %s, %s (%s)\n\n".formatted(variant, profile, scale));
    if (!failure.isEmpty()) {
      text.append("Cut short: ").append(failure).append("\n\n");
    }
    text.append("%.0f s, %d connections opened".formatted(seconds, connections));
    text.append(figure("cache hits", run.cacheHitRatePercent, "%"));
    text.append(figure("memory growth", run.memoryGrowthPercent, "%"));
    text.append(figure("recovery", run.recoverySeconds, "s")).append("\n\n");
    text.append("| endpoint | requests | errors | a second | p50 | p95 | p99 | max |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (EndpointFigures row : endpoints) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %.1f | %d ms | %d ms | %d ms | %d ms |%n",
              row.endpoint,
              row.requests,
              row.errors,
              row.requestsPerSecond,
              row.p50Millis,
              row.p95Millis,
              row.p99Millis,
              row.maxMillis));
    }
    return text.append("\n").append(BudgetReport.markdown(lines)).append("\n").toString();
  }

  private static String figure(String name, double value, String unit) {
    return value == -1 ? "" : String.format(Locale.ROOT, ", %s %.1f %s", name, value, unit);
  }
}
