package dev.spacetime.scene;

/** A folder is no project that can be opened. The message is one sentence for the user. */
public final class ProjectException extends Exception {
  private static final long serialVersionUID = 1L;

  ProjectException(String message) {
    super(message);
  }

  ProjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
