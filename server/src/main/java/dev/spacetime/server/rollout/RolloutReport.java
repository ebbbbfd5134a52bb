package dev.spacetime.server.rollout;

/** The rollout in force, and what the guard says of it now. */
public record RolloutReport(Rollout rollout, GuardVerdict verdict) {}
