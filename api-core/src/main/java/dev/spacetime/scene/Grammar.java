package dev.spacetime.scene;

/** Which engine's reading of the text applies. */
enum Grammar {
  /** Godot 3: formats up to 2. */
  LEGACY,
  /** Godot 4: formats 3 and 4. */
  MODERN;

  /** The newest format that any engine writes. */
  static final int FORMAT_MAX = 4;

  static Grammar of(long format) {
    return format <= 2 ? LEGACY : MODERN;
  }
}
