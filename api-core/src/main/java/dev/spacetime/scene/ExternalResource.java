package dev.spacetime.scene;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that a scene or resource declares it needs.
 *
 * @param id the name under which the file's values refer to it
 * @param type the class it is expected to have
 * @param written the path as it is written
 * @param target the path that is meant, or null when it leads out of the project
 * @param uid the identifier that Godot 4 adds, or null
 */
public record ExternalResource(
    String id,
    String type,
    String written,
    @Nullable ResourcePath target,
    @Nullable String uid,
    int line,
    int column) {

  /** The path that is meant; empty when it leads out of the project. */
  public Optional<ResourcePath> path() {
    return Optional.ofNullable(target);
  }
}
