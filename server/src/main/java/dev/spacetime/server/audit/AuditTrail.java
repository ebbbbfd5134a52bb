package dev.spacetime.server.audit;

/** Where changes are recorded before they take effect. */
@FunctionalInterface
public interface AuditTrail {
  /**
   * Durable when it returns.
   *
   * @throws dev.spacetime.api.ApiException 503 when the disk does not take it
   */
  void append(AuditEntry entry);
}
