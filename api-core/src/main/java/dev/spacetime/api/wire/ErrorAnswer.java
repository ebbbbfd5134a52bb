package dev.spacetime.api.wire;

/** Every error but 429 and 422. */
public record ErrorAnswer(String error, String message) {}
