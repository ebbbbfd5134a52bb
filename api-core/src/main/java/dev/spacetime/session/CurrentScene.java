package dev.spacetime.session;

import dev.spacetime.scene.ResourcePath;
import java.time.Instant;

/** The scene that is loaded: its path, the name of its root node, and since when it is. */
public record CurrentScene(ResourcePath path, String rootName, Instant loadedAt) {}
