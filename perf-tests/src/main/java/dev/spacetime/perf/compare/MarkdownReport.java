package dev.spacetime.perf.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as it is posted on a pull request. */
final class MarkdownReport {
  private static final int MISMATCHES_MAX = 10;

  private MarkdownReport() {}

  static String of(Report report) {
    Report.Conditions conditions = report.conditions();
    StringBuilder text =
        new StringBuilder(
            "## %s beside %s: **%s**%n%n"
                .formatted(conditions.second(), conditions.first(), report.verdict()));
    if (!report.problem().isEmpty()) {
      text.append("Not complete: ").append(report.problem()).append(".\n\n");
    }
    text.append(answers(report.correctness()));
    text.append(table(report.lines()));
    text.append("\n### The machine's noise: the first side beside itself\n\n");
    text.append(table(report.noise()));
    text.append(memory(report.memory()));
    return text.append(
            "%nSeed %d, %d s, %d connections, %d processors, Java %s.%n"
                .formatted(
                    conditions.seed(),
                    conditions.seconds(),
                    conditions.connections(),
                    conditions.processors(),
                    conditions.java()))
        .toString();
  }

  static String answers(Replay.Outcome outcome) {
    String text =
        "%,d requests were answered by both, %,d of them differently.%n%n"
            .formatted(outcome.requests(), outcome.mismatches());
    return text
        + outcome.shown().stream()
            .limit(MISMATCHES_MAX)
            .map(
                mismatch ->
                    "- `%s`%n  %s%n"
                        .formatted(
                            mismatch.request().replace("`", "'"),
                            String.join("; ", mismatch.differences())))
            .collect(Collectors.joining())
        + (outcome.shown().isEmpty() ? "" : "\n");
  }

  private static String table(List<Line> lines) {
    return "| endpoint | figure | first | second | ratio | 95 % interval | p | A12 | verdict |\n"
        + "| --- | --- | ---: | ---: | ---: | --- | ---: | ---: | --- |\n"
        + lines.stream()
            .map(
                line ->
                    String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.3f | %,.3f | %.3f | %.3f – %.3f | %.4f | %.2f | %s |%n",
                        line.workload(),
                        line.figure(),
                        line.first(),
                        line.second(),
                        line.ratio(),
                        line.interval().low(),
                        line.interval().high(),
                        line.pValue(),
                        line.a12(),
                        line.verdict()))
            .collect(Collectors.joining());
  }

  private static String memory(List<Report.Memory> memory) {
    if (memory.isEmpty()) {
      return "";
    }
    return "\n| side | resident MiB | live heap MiB | allocated bytes a request |\n"
        + "| --- | ---: | ---: | ---: |\n"
        + memory.stream()
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f | %,.0f |%n",
                        one.side(),
                        one.residentBytes() / 1048576.0,
                        one.liveHeapBytes() / 1048576.0,
                        one.allocatedBytesPerRequest()))
            .collect(Collectors.joining());
  }
}
