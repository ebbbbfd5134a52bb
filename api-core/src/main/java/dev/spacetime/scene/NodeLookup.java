package dev.spacetime.scene;

import org.jspecify.annotations.Nullable;

/**
 * The end of a walk along a node path.
 *
 * @param node null when there is none
 * @param unknowable whether the way leads into a scene that only the engine can read
 */
record NodeLookup(@Nullable SceneTreeNode node, boolean unknowable) {
  private static final NodeLookup MISSING = new NodeLookup(null, false);

  static NodeLookup from(SceneTreeNode start, NodePath path) {
    if (path.isEmpty() || path.absolute()) {
      return MISSING;
    }
    SceneTreeNode node = start;
    for (String name : path.names()) {
      SceneTreeNode next = step(node, name);
      if (next == null) {
        return node.isOpaque() ? new NodeLookup(null, true) : MISSING;
      }
      node = next;
    }
    return new NodeLookup(node, false);
  }

  private static @Nullable SceneTreeNode step(SceneTreeNode node, String name) {
    return switch (name) {
      case "." -> node;
      case ".." -> node.parent().orElse(null);
      default -> node.child(name);
    };
  }
}
