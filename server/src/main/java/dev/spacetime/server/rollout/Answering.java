package dev.spacetime.server.rollout;

/** Whose answers can be judged. */
enum Answering {
  BOTH,
  /** The stable variant is known from before only. */
  CANDIDATE_ALONE,
  /** The candidate is run in shadow. */
  STABLE_ALONE;

  static Answering in(Rollout rollout) {
    return switch (rollout.mode()) {
      case FIXED -> CANDIDATE_ALONE;
      case SHADOW -> STABLE_ALONE;
      case CANARY -> rollout.sharePercent() == 100 ? CANDIDATE_ALONE : BOTH;
    };
  }
}
