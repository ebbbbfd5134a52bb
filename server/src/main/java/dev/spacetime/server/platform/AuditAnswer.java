package dev.spacetime.server.platform;

import dev.spacetime.api.Timestamps;
import dev.spacetime.server.audit.AuditEntry;
import dev.spacetime.server.audit.AuditPage;
import dev.spacetime.server.audit.RecordedEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /admin/audit}, newest first. */
public record AuditAnswer(List<Entry> entries, int count, int damaged) {
  public static AuditAnswer of(AuditPage page) {
    return new AuditAnswer(
        page.entries().stream().map(Entry::of).toList(), page.entries().size(), page.damaged());
  }

  /**
   * @param figures a figure that JSON has no number for is {@code null}
   */
  public record Entry(
      long sequence,
      String time,
      String who,
      String action,
      @Nullable String from,
      String to,
      String reason,
      Map<String, @Nullable Double> figures) {
    static Entry of(RecordedEntry recorded) {
      AuditEntry entry = recorded.entry();
      Map<String, @Nullable Double> figures = new TreeMap<>();
      entry.figures().forEach((name, figure) -> figures.put(name, RolloutAnswer.finite(figure)));
      return new Entry(
          recorded.sequence(),
          Timestamps.text(entry.time()),
          entry.who(),
          entry.action(),
          entry.from(),
          entry.to(),
          entry.reason(),
          figures);
    }
  }
}
