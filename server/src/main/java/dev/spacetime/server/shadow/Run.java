package dev.spacetime.server.shadow;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.session.SessionState;

/**
 * What one side made of a request.
 *
 * @param session that it left
 * @param rules of the whitelist that it left
 * @param ended false when it took too long and was given up
 */
record Run(ApiResponse answer, SessionState session, WhitelistRules rules, boolean ended) {
  private static final int GATEWAY_TIMEOUT = 504;

  /** Of a request that left the state as it was. */
  static Run of(ApiResponse answer, StateSnapshot before) {
    return new Run(answer, before.session(), before.whitelist().rules(), true);
  }

  /** Of a side that did not answer. */
  static Run without(String answer, StateSnapshot before) {
    return new Run(
        ApiResponse.json(GATEWAY_TIMEOUT, answer),
        before.session(),
        before.whitelist().rules(),
        false);
  }

  @SuppressWarnings("ReferenceEquality") // A change always makes another object.
  boolean leftAsItWas(StateSnapshot before) {
    return session == before.session() && rules == before.whitelist().rules();
  }
}
