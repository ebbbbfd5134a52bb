package dev.spacetime.optimized;

import dev.spacetime.scene.ResourcePath;
import java.util.NavigableMap;

/** Parts of maps that are sorted by path. */
final class PathRange {
  private PathRange() {}

  /** A view of what is below a folder, found without looking at the rest. */
  static <V> NavigableMap<ResourcePath, V> below(
      NavigableMap<ResourcePath, V> all, ResourcePath folder) {
    // Between the least name that can be in the folder and what follows the folder's slash.
    return folder.equals(ResourcePath.ROOT)
        ? all.tailMap(folder, false)
        : all.subMap(
            new ResourcePath(folder.value() + "/\u0001"),
            true,
            new ResourcePath(folder.value() + (char) ('/' + 1)),
            false);
  }
}
