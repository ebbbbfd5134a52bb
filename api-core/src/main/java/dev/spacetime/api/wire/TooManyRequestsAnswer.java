package dev.spacetime.api.wire;

/**
 * @param retryAfter seconds until a request is free again
 */
public record TooManyRequestsAnswer(String error, String message, long retryAfter) {}
