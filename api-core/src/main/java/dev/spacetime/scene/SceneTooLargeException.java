package dev.spacetime.scene;

import java.io.IOException;

/** A file has more bytes than is read. */
public final class SceneTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  SceneTooLargeException(long bytesMax) {
    super("The file has more than " + bytesMax + " bytes");
  }
}
