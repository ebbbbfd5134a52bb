package dev.spacetime.scene;

import org.jspecify.annotations.Nullable;

/**
 * A value that loads a file by its path, {@code Resource("res://…")}, without declaring it.
 *
 * @param target null when the path leads out of the project
 */
public record DirectLoad(String written, @Nullable ResourcePath target, int line, int column) {}
