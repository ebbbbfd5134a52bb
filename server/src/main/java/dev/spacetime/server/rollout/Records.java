package dev.spacetime.server.rollout;

import dev.spacetime.api.ApiException;
import dev.spacetime.server.audit.AuditEntry;
import dev.spacetime.server.audit.AuditTrail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written of changes, in their order. A change that could not wait for the disk is written
 * as soon as it can be, and before any later one.
 */
final class Records {
  private final AuditTrail audit;
  private final RolloutStore store;
  private final Deque<Late> late = new ArrayDeque<>();

  private record Late(AuditEntry entry, Rollout rollout) {}

  Records(AuditTrail audit, RolloutStore store) {
    this.audit = audit;
    this.store = store;
  }

  /** Never waits. */
  void writeLater(AuditEntry entry, Rollout rollout) {
    synchronized (late) {
      late.add(new Late(entry, rollout));
    }
  }

  /**
   * Durable when it returns, with all that was late.
   *
   * @throws ApiException when the disk does not take it; then nothing has changed
   */
  synchronized void write(AuditEntry entry, Rollout before, Rollout after) {
    catchUp();
    audit.append(entry);
    try {
      store.write(after);
    } catch (ApiException notStored) {
      writeLater(undone(entry), before);
      throw notStored;
    }
  }

  /**
   * @throws ApiException when the disk does not take it
   */
  synchronized void catchUp() {
    for (Late next = first(); next != null; next = first()) {
      // The state first: that is what a restart begins with, and it may be written twice.
      store.write(next.rollout());
      audit.append(next.entry());
      removeFirst();
    }
  }

  private @Nullable Late first() {
    synchronized (late) {
      return late.peek();
    }
  }

  private void removeFirst() {
    synchronized (late) {
      late.remove();
    }
  }

  private static AuditEntry undone(AuditEntry entry) {
    String before = entry.from();
    return new AuditEntry(
        entry.time(),
        entry.who(),
        "restore",
        entry.to(),
        before == null ? entry.to() : before,
        "The change could not be stored and did not take effect",
        Map.of());
  }
}
