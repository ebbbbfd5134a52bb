package dev.spacetime.server.rollout;

/**
 * What operators do with a rollout. A change is recorded and stored when it returns; it is refused
 * with 409 where there is nothing to do it to, and with 503 where the disk does not take it.
 */
public interface RolloutOperations {
  RolloutReport report();

  /**
   * What is in force from now on.
   *
   * @param who the name of the token that asks; here and below
   */
  Rollout start(RolloutRequest request, String who);

  Rollout pause(String reason, String who);

  Rollout resume(String reason, String who);

  Rollout promote(String reason, String who);

  Rollout rollBack(String reason, String who);
}
