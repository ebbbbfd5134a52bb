package dev.spacetime.server.shadow;

import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.VariantContext;
import dev.spacetime.session.SessionState;

/**
 * The state that belongs to no variant, as it was at one moment; taken without waiting, and all of
 * it immutable.
 */
public record StateSnapshot(SessionState session, WhitelistState.Snapshot whitelist) {
  static StateSnapshot of(VariantContext live) {
    return new StateSnapshot(live.session().state(), live.whitelist().snapshot());
  }

  /** Whether nothing has changed between both: a change always makes another object. */
  @SuppressWarnings("ReferenceEquality")
  boolean isStill(StateSnapshot other) {
    return session == other.session && whitelist.rules() == other.whitelist.rules();
  }
}
