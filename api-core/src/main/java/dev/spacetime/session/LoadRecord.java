package dev.spacetime.session;

import dev.spacetime.scene.ResourcePath;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One finished load.
 *
 * @param rootName of the loaded scene; {@code null} when the load failed before it was known
 * @param loadedAt when it ended
 * @param error why it failed; {@code null} when it succeeded
 */
public record LoadRecord(
    ResourcePath path,
    @Nullable String rootName,
    Instant loadedAt,
    long durationMillis,
    @Nullable String error) {}
