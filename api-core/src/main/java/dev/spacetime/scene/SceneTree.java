package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scene with all its instances expanded, depth first, children in their order.
 *
 * @param nodes the root first
 */
public record SceneTree(List<Node> nodes) {
  public SceneTree {
    nodes = List.copyOf(nodes);
  }

  /**
   * A node.
   *
   * @param path from the root, which is {@code .}
   * @param type its class; empty for the root of a scene that is no text
   * @param scene the scene file that begins at it; {@code null} at all others
   * @param owned whether it belongs to a scene's file; the root belongs to none
   */
  public record Node(String path, String type, @Nullable ResourcePath scene, boolean owned) {}

  /** The expanded tree; empty when the scene does not load or can't be instanced. */
  public static Optional<SceneTree> expand(DocumentSource source, ResourcePath scene) {
    FileLoader files = new FileLoader(source);
    LoadOutcome outcome = files.load(scene);
    @Nullable SceneDocument document = outcome.document();
    if (document == null || !document.scene() || !outcome.loads()) {
      return Optional.empty();
    }
    TreeBuilder trees = new TreeBuilder(files, SceneValidator.TREE_NODES_MAX);
    @Nullable TreeNode root = trees.expand(document).root();
    return root == null ? Optional.empty() : Optional.of(of(root));
  }

  private record Visit(TreeNode node, String path) {}

  private static SceneTree of(TreeNode root) {
    List<Node> nodes = new ArrayList<>();
    Deque<Visit> waiting = new ArrayDeque<>();
    waiting.push(new Visit(root, "."));
    while (!waiting.isEmpty()) {
      Visit visit = waiting.pop();
      TreeNode node = visit.node();
      nodes.add(new Node(visit.path(), node.type(), node.scene(), node.isOwned()));
      List<TreeNode> children = node.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        TreeNode child = children.get(i);
        String path = node == root ? child.name() : visit.path() + "/" + child.name();
        waiting.push(new Visit(child, path));
      }
    }
    return new SceneTree(nodes);
  }
}
