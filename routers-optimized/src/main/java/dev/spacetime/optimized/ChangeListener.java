package dev.spacetime.optimized;

import dev.spacetime.scene.ResourcePath;

/** Hears what has changed in the project's folder. */
interface ChangeListener {
  /** A file or a folder was made, changed or removed; a folder stands for all that is below it. */
  void changed(ResourcePath path);

  /** Anything may have changed. */
  void everythingChanged();
}
