package dev.spacetime.scene;

/** Hears which resources a value uses. */
interface References {
  void external(String id, Position position);

  void sub(String id, Position position);

  /** {@code Resource("res://…")}, which loads a file without declaring it. */
  void direct(String path, Position position);
}
