package dev.spacetime.session;

import dev.spacetime.scene.ResourcePath;

/** The scene that is loaded: its path and the name of its root node. */
public record CurrentScene(ResourcePath path, String rootName) {}
