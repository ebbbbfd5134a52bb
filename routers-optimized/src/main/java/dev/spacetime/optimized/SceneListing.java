package dev.spacetime.optimized;

import dev.spacetime.scene.SceneFile;
import java.util.List;

/** The scenes below a folder, sorted by path; pages are cut from it. */
record SceneListing(List<SceneFile> files) {
  SceneListing {
    files = List.copyOf(files);
  }
}
