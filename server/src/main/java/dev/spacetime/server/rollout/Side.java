package dev.spacetime.server.rollout;

/** The two variants of a rollout by their part in it. */
public enum Side {
  STABLE,
  CANDIDATE
}
