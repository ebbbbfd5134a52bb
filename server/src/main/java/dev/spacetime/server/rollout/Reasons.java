package dev.spacetime.server.rollout;

import dev.spacetime.api.ApiException;

/** Why what serves was changed: mandatory, and of a bounded length. */
public final class Reasons {
  private static final int LENGTH_MAX = 500;

  private Reasons() {}

  /**
   * @throws ApiException 400 when it is empty or too long
   */
  public static String require(String reason) {
    if (reason.isBlank() || reason.length() > LENGTH_MAX) {
      throw ApiException.badRequest("Member reason must have 1 to " + LENGTH_MAX + " characters");
    }
    return reason;
  }

  /** One that the server gives itself, as much of it as is kept. */
  static String cut(String reason) {
    return reason.length() <= LENGTH_MAX ? reason : reason.substring(0, LENGTH_MAX);
  }
}
