package dev.spacetime.perf.compare;

import dev.spacetime.statistics.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison found; its JSON is described by {@code report-1.schema.json}.
 *
 * @param schemaVersion raised when a member changes its meaning or goes
 * @param problem why it is not complete, empty when it is
 * @param lines the second side beside the first
 * @param noise the first side beside itself
 */
record Report(
    int schemaVersion,
    String created,
    String problem,
    Conditions conditions,
    Replay.Outcome correctness,
    List<Line> lines,
    List<Line> noise,
    List<Memory> memory,
    List<Curve> latencies,
    List<Series> timeline,
    Verdict verdict) {
  static final int SCHEMA_VERSION = 1;

  /** What was compared, and where. */
  record Conditions(
      String first,
      String second,
      String java,
      String system,
      int processors,
      long seed,
      long seconds,
      int connections) {}

  /**
   * @param liveHeapBytes what full collections leave
   * @param allocatedBytesPerRequest over all measured requests
   */
  record Memory(
      String side, long residentBytes, long liveHeapBytes, double allocatedBytesPerRequest) {}

  /** Latency in milliseconds at each of {@link #PERCENTILES}. */
  record Curve(String workload, String side, List<Double> millis) {
    static final List<Double> PERCENTILES = List.of(0.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 100.0);
  }

  /** Throughput of each block, with the second of its start. */
  record Series(String workload, String side, List<Double> seconds, List<Double> perSecond) {}

  /** Worse anywhere is worse; nothing is known while a deciding line is inconclusive. */
  static Verdict verdict(List<Line> lines) {
    List<Verdict> all = lines.stream().map(Line::verdict).toList();
    boolean undecided =
        lines.stream()
            .filter(line -> Figure.valueOf(line.figure().toUpperCase(Locale.ROOT)).decides())
            .anyMatch(line -> line.verdict() == Verdict.INCONCLUSIVE);
    if (all.contains(Verdict.WORSE)) {
      return Verdict.WORSE;
    }
    if (lines.isEmpty() || undecided) {
      return Verdict.INCONCLUSIVE;
    }
    return all.contains(Verdict.BETTER) ? Verdict.BETTER : Verdict.SAME;
  }
}
