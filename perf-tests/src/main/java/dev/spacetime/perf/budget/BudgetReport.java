package dev.spacetime.perf.budget;

import dev.spacetime.perf.budget.BudgetCheck.Line;
import dev.spacetime.perf.budget.BudgetCheck.Outcome;
import java.util.List;
import java.util.Locale;

/** The verdict in forms to read: a table, Markdown, and JUnit's XML. */
public final class BudgetReport {
  private BudgetReport() {}

  public static long count(List<Line> lines, Outcome outcome) {
    return lines.stream().filter(line -> line.outcome() == outcome).count();
  }

  /** A line each, then the sum. */
  public static String table(List<Line> lines) {
    StringBuilder text =
        new StringBuilder(
            row("verdict", "endpoint", "figure", "measured", "budget", "samples").stripTrailing());
    for (Line line : lines) {
      text.append('\n')
          .append(
              row(
                  verdict(line),
                  line.budget().endpoint(),
                  line.budget().metric().key(),
                  measured(line),
                  limit(line),
                  Long.toString(line.samples())));
    }
    return text.append('\n').append(sum(lines)).toString();
  }

  public static String sum(List<Line> lines) {
    return "%d passed, %d broken, %d inconclusive"
        .formatted(
            count(lines, Outcome.PASSED),
            count(lines, Outcome.BROKEN),
            count(lines, Outcome.INCONCLUSIVE));
  }

  public static String markdown(List<Line> lines) {
    StringBuilder text =
        new StringBuilder("| verdict | endpoint | figure | measured | budget | samples |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    for (Line line : lines) {
      text.append(
          "| %s | %s | %s | %s | %s | %d |\n"
              .formatted(
                  verdict(line),
                  line.budget().endpoint(),
                  line.budget().metric().key(),
                  measured(line),
                  limit(line),
                  line.samples()));
    }
    return text.toString();
  }

  /** A test case each: a broken budget is a failure, an inconclusive one skipped. */
  public static String junit(String suite, List<Line> lines) {
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.append(
        "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n"
            .formatted(
                escaped(suite),
                lines.size(),
                count(lines, Outcome.BROKEN),
                count(lines, Outcome.INCONCLUSIVE)));
    lines.forEach(line -> text.append(testCase(suite, line)));
    return text.append("</testsuite>\n").toString();
  }

  private static String testCase(String suite, Line line) {
    String message =
        escaped(
            "measured %s, budget %s, %d samples"
                .formatted(measured(line), limit(line), line.samples()));
    String inside =
        switch (line.outcome()) {
          case PASSED -> "";
          case BROKEN -> "<failure message=\"" + message + "\"/>";
          case INCONCLUSIVE -> "<skipped message=\"" + message + "\"/>";
        };
    return "  <testcase classname=\"%s\" name=\"%s\">%s</testcase>\n"
        .formatted(escaped(suite), escaped(line.budget().subject()), inside);
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-13s %-19s %-23s %10s %10s %9s", (Object[]) cells);
  }

  private static String verdict(Line line) {
    return line.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static String measured(Line line) {
    return line.measured().isEmpty() ? "-" : number(line.measured().getAsDouble());
  }

  private static String limit(Line line) {
    return (line.budget().metric().isFloor() ? ">= " : "<= ") + number(line.budget().limit());
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
