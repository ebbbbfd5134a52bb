package dev.spacetime.server.audit;

import java.util.List;

/**
 * Some of what was recorded.
 *
 * @param entries newest first
 * @param damaged lines of the files that are not what was written, in all that is kept
 */
public record AuditPage(List<RecordedEntry> entries, int damaged) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
