package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A scene with every scene that it instances put in its place, as the engine would build it. */
public final class SceneTree {
  private final SceneTreeNode root;

  SceneTree(SceneTreeNode root) {
    this.root = root;
  }

  /**
   * Builds the tree of a scene. The files that it needs should have been found to load, by {@link
   * SceneValidator}; one that does not prevents the tree.
   *
   * @param nodesMax how many node headings may be worked through, over all instances: scenes that
   *     instance scenes multiply
   */
  public static SceneExpansion expand(SceneDocument document, DocumentSource source, int nodesMax) {
    return new SceneExpander(source, nodesMax).expand(document);
  }

  public SceneTreeNode root() {
    return root;
  }

  /** Every node, each before its children, children in their order. */
  public List<SceneTreeNode> nodes() {
    List<SceneTreeNode> nodes = new ArrayList<>();
    Deque<SceneTreeNode> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      SceneTreeNode node = open.pop();
      nodes.add(node);
      List<SceneTreeNode> children = node.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        open.push(children.get(i));
      }
    }
    return nodes;
  }
}
