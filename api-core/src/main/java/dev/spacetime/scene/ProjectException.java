package dev.spacetime.scene;

/** A folder is no usable Godot project; the message is one sentence that says why. */
public final class ProjectException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProjectException(String message) {
    super(message);
  }
}
