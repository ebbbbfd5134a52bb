package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which file of a project names which others, in both directions. It knows the files it has been
 * told of; a file that is named but missing is part of it too, so that its appearance can be traced
 * to those who wait for it.
 *
 * <p>Safe for use by several threads.
 */
public final class InstancingGraph {
  private final Map<ResourcePath, Set<ResourcePath>> dependencies = new HashMap<>();
  private final Map<ResourcePath, Set<ResourcePath>> dependants = new HashMap<>();

  /** Tells what a file now holds. One that can't be read depends on nothing. */
  public void update(ResourcePath file, ParseResult result) {
    update(
        file,
        result instanceof ParseResult.Parsed parsed ? parsed.document().dependencies() : Set.of());
  }

  /** Tells what a file now depends on directly, in place of what was known. */
  public synchronized void update(ResourcePath file, Set<ResourcePath> direct) {
    remove(file);
    if (direct.isEmpty()) {
      return;
    }
    dependencies.put(file, new LinkedHashSet<>(direct));
    for (ResourcePath dependency : direct) {
      dependants.computeIfAbsent(dependency, unused -> new LinkedHashSet<>()).add(file);
    }
  }

  /** Tells that a file is gone. Who named it still does. */
  public synchronized void remove(ResourcePath file) {
    Set<ResourcePath> former = dependencies.remove(file);
    if (former == null) {
      return;
    }
    for (ResourcePath dependency : former) {
      Set<ResourcePath> others = dependants.get(dependency);
      if (others != null && others.remove(file) && others.isEmpty()) {
        dependants.remove(dependency);
      }
    }
  }

  /** What the file needs, directly and through others; without itself unless it is in a cycle. */
  public synchronized Set<ResourcePath> dependencies(ResourcePath file) {
    return reachable(file, dependencies);
  }

  /** Who needs the file, directly and through others; without itself unless it is in a cycle. */
  public synchronized Set<ResourcePath> dependants(ResourcePath file) {
    return reachable(file, dependants);
  }

  private static Set<ResourcePath> reachable(
      ResourcePath start, Map<ResourcePath, Set<ResourcePath>> edges) {
    Set<ResourcePath> reached = new LinkedHashSet<>();
    Deque<ResourcePath> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      for (ResourcePath next : edges.getOrDefault(open.remove(), Set.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }
}
