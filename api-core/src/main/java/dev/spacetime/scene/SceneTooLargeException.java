package dev.spacetime.scene;

import java.io.IOException;

/** A file holds more bytes than may be read of one. */
public final class SceneTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  SceneTooLargeException(ResourcePath path, long sizeBytesMax) {
    super(path + " is larger than " + sizeBytesMax + " bytes");
  }
}
