package dev.spacetime.server.rollout;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from what, and what can't: 409 with a sentence. */
final class Transitions {
  private Transitions() {}

  static Rollout first(String variant, String reason, Instant now) {
    return fixed(1, variant, null, CanaryPlan.DEFAULT, null, now, reason);
  }

  static Rollout started(Rollout current, RolloutRequest request, Instant now) {
    return switch (request.mode()) {
      case FIXED -> switched(current, request, now);
      case SHADOW, CANARY -> candidacy(current, request, now);
    };
  }

  private static Rollout switched(Rollout current, RolloutRequest request, Instant now) {
    String serving = current.stable();
    boolean changes = !request.variant().equals(serving);
    return fixed(
        current.number() + 1,
        request.variant(),
        changes && request.guarded() ? serving : null,
        request.plan(),
        changes ? serving : current.previous(),
        now,
        request.reason());
  }

  private static Rollout candidacy(Rollout current, RolloutRequest request, Instant now) {
    if (request.variant().equals(current.stable())) {
      throw ApiException.badRequest(
          "Member candidate: " + request.variant() + " is the stable variant");
    }
    if (request.shadowPercent() < 0 || request.shadowPercent() > 100) {
      throw ApiException.badRequest("Member shadow_percent must be 0 to 100");
    }
    return new Rollout(
        current.number() + 1,
        request.mode(),
        current.stable(),
        request.variant(),
        request.plan(),
        0,
        false,
        request.shadowPercent(),
        request.guarded(),
        current.previous(),
        now,
        request.reason());
  }

  static Rollout paused(Rollout current, boolean paused, String reason) {
    if (current.mode() != Mode.CANARY) {
      throw conflict("There is no canary to pause or to resume");
    }
    if (current.paused() == paused) {
      throw conflict(paused ? "The canary is paused already" : "The canary is not paused");
    }
    return canary(current, current.step(), paused, current.since(), reason);
  }

  /** One step on; after the last one the candidate is the stable variant. */
  static Rollout promoted(Rollout current, String reason, Instant now) {
    String candidate = current.candidate();
    if (candidate == null) {
      throw conflict("There is no candidate to promote");
    }
    return switch (current.mode()) {
      case FIXED ->
          fixed(
              current.number(),
              current.stable(),
              null,
              current.plan(),
              current.previous(),
              current.since(),
              reason);
      case SHADOW -> throw conflict("A candidate in shadow is not promoted; begin a canary");
      case CANARY ->
          current.step() + 1 < current.plan().percents().size()
              ? canary(current, current.step() + 1, current.paused(), now, reason)
              : fixed(
                  current.number(), candidate, null, current.plan(), current.stable(), now, reason);
    };
  }

  static Rollout rolledBack(Rollout current, String reason, Instant now) {
    String back = current.mode() == Mode.FIXED ? current.previous() : current.stable();
    if (back == null) {
      throw conflict("There is nothing to roll back");
    }
    return alone(current, back, reason, now);
  }

  /** One variant answers everything, for want of trust in any other. */
  static Rollout alone(Rollout current, String variant, String reason, Instant now) {
    return fixed(current.number(), variant, null, current.plan(), null, now, reason);
  }

  private static Rollout canary(
      Rollout current, int step, boolean paused, Instant since, String reason) {
    return new Rollout(
        current.number(),
        Mode.CANARY,
        current.stable(),
        current.candidate(),
        current.plan(),
        step,
        paused,
        current.shadowPercent(),
        current.guarded(),
        current.previous(),
        since,
        reason);
  }

  private static Rollout fixed(
      long number,
      String variant,
      @Nullable String guardedAgainst,
      CanaryPlan plan,
      @Nullable String previous,
      Instant since,
      String reason) {
    return new Rollout(
        number,
        Mode.FIXED,
        variant,
        guardedAgainst,
        plan,
        0,
        false,
        0,
        guardedAgainst != null,
        previous,
        since,
        reason);
  }

  static ApiException conflict(String sentence) {
    return ApiException.of(ErrorCode.CONFLICT, sentence);
  }
}
