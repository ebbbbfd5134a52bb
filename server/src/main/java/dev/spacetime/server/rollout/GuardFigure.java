package dev.spacetime.server.rollout;

/**
 * One thing that both sides are judged by.
 *
 * @param name such as {@code error_rate} or {@code latency_p95_ratio}
 * @param stable the stable side's figure; NaN where there is none yet
 * @param candidate the candidate's
 * @param samples of the candidate
 * @param evidence against the candidate: an e-value, 1 at the beginning; the chance that an equal
 *     candidate ever reaches {@code limit} is 1/limit at the most
 * @param limit of the evidence
 */
public record GuardFigure(
    String name, double stable, double candidate, long samples, double evidence, double limit) {}
