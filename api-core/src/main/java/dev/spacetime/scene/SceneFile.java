package dev.spacetime.scene;

import java.time.Instant;

/**
 * A scene file as a listing shows it.
 *
 * @param name the file's name without {@code .tscn}
 */
public record SceneFile(String name, ResourcePath path, long sizeBytes, Instant modified) {
  static final String EXTENSION = ".tscn";

  static SceneFile of(ResourcePath path, long sizeBytes, Instant modified) {
    String fileName = path.fileName();
    String name = fileName.substring(0, fileName.length() - EXTENSION.length());
    return new SceneFile(name, path, sizeBytes, modified);
  }
}
