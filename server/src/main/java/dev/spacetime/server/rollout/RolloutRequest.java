package dev.spacetime.server.rollout;

/**
 * What somebody wants to serve from now on.
 *
 * @param variant in mode {@code fixed} the one that is to serve, else the candidate
 * @param guarded whether the guard may take it back
 * @param reason never empty
 */
public record RolloutRequest(
    Mode mode,
    String variant,
    CanaryPlan plan,
    int shadowPercent,
    boolean guarded,
    String reason) {}
