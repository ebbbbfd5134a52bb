package dev.spacetime.server.rollout;

/** What clients notice of a rollout, in words. */
final class Serving {
  private Serving() {}

  static String text(Rollout rollout) {
    return switch (rollout.mode()) {
      case FIXED, SHADOW -> rollout.stable();
      case CANARY -> rollout.stable() + ", " + rollout.sharePercent() + " % " + rollout.candidate();
    };
  }
}
