package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;

/** Is told what became of requests, by any number of threads, without waiting. */
public interface Observer {
  /**
   * One request was answered.
   *
   * @param side the one that is judged is the candidate, also where it answers everything
   * @param failed the server's fault: a status of 500 or more that is not a refusal for load
   */
  void served(Side side, Endpoint endpoint, boolean failed, long durationNanos);

  /**
   * One request was answered by both sides.
   *
   * @param mismatch the answers differ where they may not, and not by chance
   */
  void compared(boolean mismatch);

  /** The oldest request that the candidate is still working on; zero without one. */
  void waiting(long oldestNanos);

  /** What of the heap lived after a collection that went through all of it. */
  void liveHeap(long bytes);
}
