package dev.spacetime.scene;

import java.time.Instant;

/**
 * A scene's file.
 *
 * @param name the file's name without {@code .tscn}
 */
public record SceneFile(String name, ResourcePath path, long sizeBytes, Instant modified) {}
