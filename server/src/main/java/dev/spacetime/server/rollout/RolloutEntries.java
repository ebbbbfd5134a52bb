package dev.spacetime.server.rollout;

import dev.spacetime.server.audit.AuditEntry;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes of a rollout as entries of the audit log. */
record RolloutEntries(InstantSource clock) {

  AuditEntry entry(
      @Nullable Rollout before,
      Rollout after,
      String who,
      String action,
      String reason,
      Map<String, Double> figures) {
    return new AuditEntry(
        clock.instant(),
        who,
        action,
        before == null ? null : Serving.text(before),
        Serving.text(after),
        reason,
        figures);
  }

  /** What a verdict was made of, by name; without what was not measured. */
  static Map<String, Double> figures(GuardVerdict verdict) {
    Map<String, Double> figures = new TreeMap<>();
    for (GuardFigure figure : verdict.figures()) {
      figures.put(figure.name() + ".stable", figure.stable());
      figures.put(figure.name() + ".candidate", figure.candidate());
      figures.put(figure.name() + ".samples", (double) figure.samples());
      figures.put(figure.name() + ".evidence", figure.evidence());
    }
    figures.values().removeIf(value -> value.isNaN());
    return figures;
  }
}
