package dev.spacetime.server.platform;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.JsonBody;
import dev.spacetime.server.rollout.CanaryPlan;
import dev.spacetime.server.rollout.Mode;
import dev.spacetime.server.rollout.Reasons;
import dev.spacetime.server.rollout.RolloutRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what somebody wants to serve from now on.
 *
 * @param unknown what is wrong with a variant's name, if anything
 */
record RolloutCommand(JsonBody body, Function<String, Optional<String>> unknown) {
  private static final int SHADOW_PERCENT = 10;

  static RolloutRequest from(ApiRequest request, Function<String, Optional<String>> unknown) {
    RolloutCommand command = new RolloutCommand(JsonBody.of(request), unknown);
    return switch (command.mode()) {
      case FIXED -> command.fixed();
      case SHADOW -> command.shadow();
      case CANARY -> command.canary();
    };
  }

  /** The body of {@code PUT /admin/variant}: what shall answer alone from now on, unwatched. */
  static RolloutRequest switching(ApiRequest request, Function<String, Optional<String>> unknown) {
    RolloutCommand command = new RolloutCommand(JsonBody.of(request), unknown);
    return new RolloutRequest(
        Mode.FIXED,
        command.variant("active"),
        CanaryPlan.DEFAULT,
        0,
        false,
        reason(command.body()));
  }

  /** Why something is changed: told always, because later nobody can guess it. */
  static String reason(JsonBody body) {
    return Reasons.require(body.requiredText("reason"));
  }

  private Mode mode() {
    return switch (body.requiredText("mode")) {
      case "fixed" -> Mode.FIXED;
      case "shadow" -> Mode.SHADOW;
      case "canary" -> Mode.CANARY;
      default -> throw ApiException.badRequest("Member mode must be fixed, shadow or canary");
    };
  }

  // Without another word it is watched: who wants it unwatched says so.
  private RolloutRequest fixed() {
    return new RolloutRequest(
        Mode.FIXED,
        variant("variant"),
        plan(List.of(CanaryPlan.PERCENT_MAX)),
        0,
        body.flag("guarded", true),
        reason(body));
  }

  private RolloutRequest shadow() {
    return new RolloutRequest(
        Mode.SHADOW,
        variant("candidate"),
        CanaryPlan.DEFAULT,
        shadowPercent(1),
        false,
        reason(body));
  }

  private RolloutRequest canary() {
    List<Integer> steps = body.wholeNumbers("steps").orElse(CanaryPlan.DEFAULT.percents());
    return new RolloutRequest(
        Mode.CANARY, variant("candidate"), plan(steps), shadowPercent(0), true, reason(body));
  }

  private String variant(String member) {
    String name = body.requiredText(member);
    unknown
        .apply(name)
        .ifPresent(
            problem -> {
              throw ApiException.badRequest("Member " + member + ": " + problem);
            });
    return name;
  }

  private CanaryPlan plan(List<Integer> steps) {
    long seconds =
        body.wholeNumber("hold_seconds", 0, CanaryPlan.HOLD_MAX.toSeconds())
            .orElse(CanaryPlan.DEFAULT.hold().toSeconds());
    try {
      return new CanaryPlan(steps, Duration.ofSeconds(seconds));
    } catch (IllegalArgumentException wrong) {
      throw ApiException.badRequest("Member steps: " + wrong.getMessage());
    }
  }

  private int shadowPercent(int min) {
    return (int)
        body.wholeNumber("shadow_percent", min, CanaryPlan.PERCENT_MAX).orElse(SHADOW_PERCENT);
  }
}
