package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which files refer to which, and, the other way, who depends on whom. Changed one file at a time;
 * not thread-safe.
 */
public final class InstancingGraph {
  private final Map<ResourcePath, Set<ResourcePath>> references = new HashMap<>();
  private final Map<ResourcePath, Set<ResourcePath>> referrers = new HashMap<>();

  /** Says anew what a file refers to. */
  public void put(ResourcePath file, Set<ResourcePath> targets) {
    remove(file);
    references.put(file, Set.copyOf(targets));
    for (ResourcePath target : targets) {
      referrers.computeIfAbsent(target, path -> new HashSet<>()).add(file);
    }
  }

  /** What a document's own text refers to. */
  public void put(SceneDocument document) {
    Set<ResourcePath> targets = new HashSet<>();
    document.externals().forEach(external -> external.target().ifPresent(targets::add));
    document.direct().forEach(direct -> direct.target().ifPresent(targets::add));
    put(document.path(), targets);
  }

  /** Forgets what a file refers to; who refers to it stays. */
  public void remove(ResourcePath file) {
    for (ResourcePath target : references.getOrDefault(file, Set.of())) {
      Set<ResourcePath> from = referrers.getOrDefault(target, new HashSet<>());
      from.remove(file);
      if (from.isEmpty()) {
        referrers.remove(target);
      }
    }
    references.remove(file);
  }

  /** All that a file refers to, directly and through others. */
  public Set<ResourcePath> dependencies(ResourcePath file) {
    return reachable(file, references);
  }

  /** All that refer to a file, directly and through others. */
  public Set<ResourcePath> dependants(ResourcePath file) {
    return reachable(file, referrers);
  }

  private static Set<ResourcePath> reachable(
      ResourcePath start, Map<ResourcePath, Set<ResourcePath>> edges) {
    Set<ResourcePath> found = new HashSet<>();
    Deque<ResourcePath> waiting = new ArrayDeque<>(Set.of(start));
    while (!waiting.isEmpty()) {
      for (ResourcePath next : edges.getOrDefault(waiting.pop(), Set.of())) {
        if (found.add(next)) {
          waiting.push(next);
        }
      }
    }
    return found;
  }
}
