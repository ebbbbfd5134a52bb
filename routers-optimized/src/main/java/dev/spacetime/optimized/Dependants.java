package dev.spacetime.optimized;

import dev.spacetime.scene.ResourcePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Which scenes' verdicts rest on a file. Thread-safe. */
final class Dependants {
  /** A file's name and a scene's: half a gigabyte at the most, and far above any project. */
  private static final int EDGES_MAX = 1_000_000;

  private final NavigableMap<ResourcePath, Set<ResourcePath>> scenes = new TreeMap<>();
  private final Map<ResourcePath, Set<ResourcePath>> filesOf = new HashMap<>();
  private int edges;

  /**
   * Notes what a verdict rests on, beside what others on the same scene rest on that may still be
   * kept.
   *
   * @return whether there was room; where not, nothing is known of any scene any more
   */
  synchronized boolean note(ResourcePath scene, Collection<ResourcePath> files) {
    if (edges + files.size() > EDGES_MAX) {
      scenes.clear();
      filesOf.clear();
      edges = 0;
      return false;
    }
    for (ResourcePath file : files) {
      if (scenes.computeIfAbsent(file, any -> new HashSet<>()).add(scene)) {
        filesOf.computeIfAbsent(scene, any -> new HashSet<>()).add(file);
        edges++;
      }
    }
    return true;
  }

  /**
   * The scenes that rest on a file, or on what is below a folder. All that they rest on is
   * forgotten, because their verdicts go: a new one may rest on less.
   */
  synchronized Set<ResourcePath> take(ResourcePath changed) {
    List<Set<ResourcePath>> affected = new ArrayList<>(PathRange.below(scenes, changed).values());
    affected.add(scenes.getOrDefault(changed, Set.of()));
    Set<ResourcePath> resting = new HashSet<>();
    affected.forEach(resting::addAll);
    resting.forEach(this::forget);
    return resting;
  }

  private void forget(ResourcePath scene) {
    Set<ResourcePath> files = filesOf.remove(scene);
    if (files == null) {
      return;
    }
    edges -= files.size();
    for (ResourcePath file : files) {
      scenes.computeIfPresent(
          file,
          (same, resting) -> {
            resting.remove(scene);
            return resting.isEmpty() ? null : resting;
          });
    }
  }
}
