package dev.spacetime.server.rollout;

/** Where the rollout in force is kept over a restart. */
@FunctionalInterface
public interface RolloutStore {
  /**
   * Durable when it returns.
   *
   * @throws dev.spacetime.api.ApiException 503 when the disk does not take it
   */
  void write(Rollout rollout);
}
