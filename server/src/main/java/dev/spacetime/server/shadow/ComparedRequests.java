package dev.spacetime.server.shadow;

/** What was found when both variants answered the same requests. */
public interface ComparedRequests {
  ShadowFigures figures();

  /**
   * The newest first.
   *
   * @param before only those with a smaller number
   */
  MismatchPage mismatches(int limit, long before);

  /**
   * Runs the request of a mismatch again, out of sight.
   *
   * @param authorization of the one who asks, in place of the one that was not kept
   * @throws dev.spacetime.api.ApiException 404 when no mismatch of this number is kept
   */
  Replay replay(long number, String authorization);
}
