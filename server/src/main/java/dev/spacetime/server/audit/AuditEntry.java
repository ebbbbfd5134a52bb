package dev.spacetime.server.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of what serves, or one verdict that led to it.
 *
 * @param who the name of the token that asked, or {@link #GUARD} or {@link #START}
 * @param action in the field's words: {@code switch}, {@code shadow}, {@code canary}, {@code step},
 *     {@code pause}, {@code resume}, {@code promote}, {@code rollback}, {@code restore}
 * @param from what served before, {@code null} at the first start
 * @param to what serves from now on
 * @param reason never empty
 * @param figures that led to it, by name; empty where a person decided
 */
public record AuditEntry(
    Instant time,
    String who,
    String action,
    @Nullable String from,
    String to,
    String reason,
    Map<String, Double> figures) {
  /** The guard decided by itself. */
  public static final String GUARD = "guard";

  /** Decided while the server started. */
  public static final String START = "start";

  public AuditEntry {
    figures = Map.copyOf(figures);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("An entry of the audit log has a reason");
    }
  }
}
