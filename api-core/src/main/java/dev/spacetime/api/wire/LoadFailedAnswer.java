package dev.spacetime.api.wire;

import java.util.List;

/** POST /scene with {@code "wait":true}, where the scene is refused. */
public record LoadFailedAnswer(String error, String message, List<ProblemAnswer> errors) {}
