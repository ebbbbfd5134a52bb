package dev.spacetime.optimized;

import dev.spacetime.scene.ResourcePath;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which scenes' verdicts rest on a file. Thread-safe. */
final class Dependants {
  /** A file's name and a scene's: half a gigabyte at the most, and far above any project. */
  private static final int EDGES_MAX = 1_000_000;

  private final Map<ResourcePath, Set<ResourcePath>> scenes = new HashMap<>();
  private int edges;

  /**
   * Notes what a verdict rests on.
   *
   * @return whether there was room; where not, nothing is known of any scene any more
   */
  synchronized boolean note(ResourcePath scene, Collection<ResourcePath> files) {
    if (edges + files.size() > EDGES_MAX) {
      scenes.clear();
      edges = 0;
      return false;
    }
    for (ResourcePath file : files) {
      edges += scenes.computeIfAbsent(file, any -> new HashSet<>()).add(scene) ? 1 : 0;
    }
    return true;
  }

  /** The scenes that rest on such a file, and forgets that they do: their verdicts go. */
  synchronized Set<ResourcePath> take(Predicate<ResourcePath> changed) {
    Set<ResourcePath> files = scenes.keySet().stream().filter(changed).collect(Collectors.toSet());
    Set<ResourcePath> resting = new HashSet<>();
    for (ResourcePath file : files) {
      Set<ResourcePath> gone = scenes.remove(file);
      if (gone != null) {
        edges -= gone.size();
        resting.addAll(gone);
      }
    }
    return resting;
  }
}
