package dev.spacetime.server.audit;

/**
 * An entry in its place.
 *
 * @param sequence counts the entries of a data folder from 1; a gap shows that entries are missing
 */
public record RecordedEntry(long sequence, AuditEntry entry) {}
