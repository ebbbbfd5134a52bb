package dev.spacetime.scene;

import dev.spacetime.scene.SceneDocument.NodeEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Expands scenes into trees as the engine's {@code SceneState::instance} does, the instanced ones
 * before those that instance them, without recursion. All files are loaded and free of cycles.
 */
final class TreeBuilder {
  private final FileLoader files;
  private final int nodesMax;
  private final Map<ResourcePath, Expansion> expansions = new HashMap<>();
  private int nodesMade;

  TreeBuilder(FileLoader files, int nodesMax) {
    this.files = files;
    this.nodesMax = nodesMax;
  }

  /** What a scene becomes; its problems are those of its own file. */
  Expansion expand(SceneDocument scene) {
    Deque<SceneDocument> waiting = new ArrayDeque<>();
    waiting.push(scene);
    while (!waiting.isEmpty()) {
      SceneDocument next = waiting.element();
      List<SceneDocument> missing = missingSources(next);
      if (missing.isEmpty()) {
        waiting.pop();
        if (!expansions.containsKey(next.path())) {
          expansions.put(next.path(), new SceneExpander(next, this).expand());
        }
      } else {
        missing.forEach(waiting::push);
      }
    }
    return expansions.getOrDefault(scene.path(), new Expansion(null, 0, List.of()));
  }

  /** The expansion of an instanced scene; empty when its file is no text. */
  Optional<Expansion> expansionOf(ResourcePath source) {
    return Optional.ofNullable(expansions.get(source));
  }

  /** Whether so many nodes more may be made. */
  boolean take(int nodes) {
    if (nodes > nodesMax - nodesMade) {
      return false;
    }
    nodesMade += nodes;
    return true;
  }

  int nodesMax() {
    return nodesMax;
  }

  private List<SceneDocument> missingSources(SceneDocument scene) {
    List<SceneDocument> missing = new ArrayList<>();
    for (NodeEntry node : scene.nodes()) {
      Optional<ResourcePath> source = scene.sourceOf(node);
      if (source.isPresent() && !expansions.containsKey(source.get())) {
        @Nullable SceneDocument document = files.outcome(source.get()).document();
        if (document != null && document.scene()) {
          missing.add(document);
        }
      }
    }
    return missing;
  }
}
