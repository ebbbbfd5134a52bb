package dev.spacetime.server.rollout;

import java.util.Optional;

/** Where a rollout takes effect. */
public interface RolloutTarget {
  /**
   * Makes a variant ready, so that letting it answer can't fail.
   *
   * @return what is wrong with it, a sentence; empty when it can answer
   */
  Optional<String> problem(String variant);

  /**
   * Tells an observer what is not seen request by request, how long the candidate has been working
   * and what lives in the heap, before each judgement. Never waits.
   */
  void inform(Observer observer);

  /** From the next request on. Never fails and never waits. */
  void apply(Rollout rollout);
}
