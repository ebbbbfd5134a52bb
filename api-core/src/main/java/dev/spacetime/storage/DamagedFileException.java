package dev.spacetime.storage;

import java.io.IOException;

/** A file that holds something else than what was written to it. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message) {
    super(message);
  }
}
