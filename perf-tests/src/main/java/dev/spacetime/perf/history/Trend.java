package dev.spacetime.perf.history;

import dev.spacetime.perf.history.HistoryStore.Entry;
import dev.spacetime.statistics.ChangePoint;
import dev.spacetime.statistics.ChangePoints;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * One figure over time.
 *
 * @param entries those that have the figure, oldest first
 */
record Trend(String name, List<Entry> entries, List<Double> values, List<ChangePoint> changes) {
  private static final double SIGNIFICANCE = 0.05;
  private static final long SEED = 1;

  static List<Trend> of(List<Entry> all) {
    TreeSet<String> names = new TreeSet<>();
    all.forEach(entry -> names.addAll(entry.figures().keySet()));
    return names.stream().map(name -> of(name, all)).toList();
  }

  private static Trend of(String name, List<Entry> all) {
    List<Entry> entries = all.stream().filter(entry -> entry.figures().containsKey(name)).toList();
    List<Double> values =
        entries.stream().map(entry -> entry.figures().getOrDefault(name, Double.NaN)).toList();
    double[] series = values.stream().mapToDouble(Double::doubleValue).toArray();
    return new Trend(name, entries, values, ChangePoints.in(series, SIGNIFICANCE, SEED));
  }

  /** A sentence for each change. */
  List<String> sentences() {
    return changes.stream().map(this::sentence).toList();
  }

  private String sentence(ChangePoint change) {
    Entry entry = entries.get(change.index());
    return String.format(
        Locale.ROOT,
        "%s shifted by %+.1f %% at %s%s: from %.3f to %.3f (p = %.3f)",
        name,
        (change.ratio() - 1) * 100,
        entry.created(),
        entry.label().isEmpty() ? "" : " (" + entry.label() + ")",
        change.before(),
        change.after(),
        change.pValue());
  }
}
