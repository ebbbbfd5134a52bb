package dev.spacetime.perf.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report as one page that needs no network. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(Report report) {
    Report.Conditions conditions = report.conditions();
    String title = conditions.second() + " beside " + conditions.first();
    StringBuilder page = new StringBuilder();
    page.append(
        "<h1>%s: <span class=\"%s\">%s</span></h1>%n"
            .formatted(Html.text(title), report.verdict(), report.verdict()));
    if (!report.problem().isEmpty()) {
      page.append(
          "<p class=\"worse\">Not complete: %s</p>%n".formatted(Html.text(report.problem())));
    }
    page.append(
        "<p>%s. Java %s, %s, %d processors, seed %d, %d s, %d connections.</p>%n"
            .formatted(
                Html.text(report.created()),
                Html.text(conditions.java()),
                Html.text(conditions.system()),
                conditions.processors(),
                conditions.seed(),
                conditions.seconds(),
                conditions.connections()));
    page.append("<h2>Answers</h2>\n").append(answers(report.correctness()));
    page.append("<h2>Speed</h2>\n").append(table(report.lines()));
    page.append("<h2>Latency by percentile</h2>\n<div class=\"plots\">");
    names(report).forEach(name -> page.append(latencies(report, name)));
    page.append("</div>\n<h2>Throughput over time</h2>\n<div class=\"plots\">");
    names(report).forEach(name -> page.append(timeline(report, name)));
    page.append("</div>\n<h2>Memory</h2>\n").append(memory(report.memory()));
    page.append("<h2>The machine's noise: the first side beside itself</h2>\n");
    page.append(table(report.noise()));
    return Html.page(title, page.toString());
  }

  private static List<String> names(Report report) {
    return report.latencies().stream().map(Report.Curve::workload).distinct().toList();
  }

  private static String answers(Replay.Outcome outcome) {
    String text =
        "<p>%,d requests were answered by both, %,d of them differently.</p>%n"
            .formatted(outcome.requests(), outcome.mismatches());
    return text
        + outcome.shown().stream()
            .map(
                one ->
                    "<p><code>%s</code><br>%s</p>%n"
                        .formatted(
                            Html.text(one.request()),
                            Html.text(String.join("; ", one.differences()))))
            .collect(Collectors.joining());
  }

  private static String table(List<Line> lines) {
    StringBuilder table =
        new StringBuilder(
            "<table><tr><th>endpoint<th>figure<th>first<th>second<th>ratio<th>95 % interval<th>p"
                + "<th>A12<th>verdict</tr>\n");
    for (Line line : lines) {
      table.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s<td>%s<td>%,.3f<td>%,.3f<td>%.3f<td>%.3f – %.3f<td>%.4f<td>%.2f"
                  + "<td class=\"%s\">%s</tr>%n",
              Html.text(line.workload()),
              line.figure(),
              line.first(),
              line.second(),
              line.ratio(),
              line.interval().low(),
              line.interval().high(),
              line.pValue(),
              line.a12(),
              line.verdict(),
              line.verdict()));
    }
    return table.append("</table>\n").toString();
  }

  private static String latencies(Report report, String workload) {
    List<Double> places =
        IntStream.range(0, Report.Curve.PERCENTILES.size()).mapToObj(i -> (double) i).toList();
    List<Plot.Curve> curves =
        report.latencies().stream()
            .filter(curve -> curve.workload().equals(workload))
            .map(curve -> new Plot.Curve(curve.side(), places, curve.millis()))
            .toList();
    List<String> labels = new ArrayList<>();
    Report.Curve.PERCENTILES.forEach(
        one -> labels.add(one == 100 ? "max" : one == 0 ? "min" : trimmed(one)));
    return Plot.of(workload, "ms", true, curves, labels);
  }

  private static String trimmed(double percentile) {
    return percentile == Math.rint(percentile)
        ? Long.toString((long) percentile)
        : Double.toString(percentile);
  }

  private static String timeline(Report report, String workload) {
    List<Plot.Curve> curves =
        report.timeline().stream()
            .filter(series -> series.workload().equals(workload))
            .map(series -> new Plot.Curve(series.side(), series.seconds(), series.perSecond()))
            .toList();
    List<String> labels =
        curves.isEmpty()
            ? List.of()
            : Plot.ends(curves.get(0).x().stream().map("%.0f s"::formatted).toList());
    return Plot.of(workload, "requests/s", false, curves, labels);
  }

  private static String memory(List<Report.Memory> memory) {
    if (memory.isEmpty()) {
      return "<p>Not measured: the servers are no children of the comparison.</p>\n";
    }
    long most = memory.stream().mapToLong(Report.Memory::residentBytes).max().orElse(1);
    StringBuilder text =
        new StringBuilder(
            "<table><tr><th>side<th>resident<th>live heap<th>allocated a request<th></tr>\n");
    for (Report.Memory one : memory) {
      text.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s<td>%.1f MiB<td>%.1f MiB<td>%,.0f bytes<td><svg viewBox=\"0 0 200 16\""
                  + " style=\"width:200px\"><rect width=\"%.0f\" height=\"7\""
                  + " fill=\"var(--first)\"/><rect y=\"8\" width=\"%.0f\" height=\"7\""
                  + " fill=\"var(--second)\"/></svg></tr>%n",
              Html.text(one.side()),
              one.residentBytes() / 1048576.0,
              one.liveHeapBytes() / 1048576.0,
              one.allocatedBytesPerRequest(),
              200.0 * one.residentBytes() / most,
              200.0 * one.liveHeapBytes() / most));
    }
    return text.append("</table>\n<p>Bars: resident above, live heap below.</p>\n").toString();
  }
}
