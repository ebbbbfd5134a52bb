package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a scene when it was expanded.
 *
 * @param root {@code null} when it can't be instanced
 * @param size nodes in the tree
 * @param problems of the scene's own file
 */
record Expansion(@Nullable TreeNode root, int size, List<SceneProblem> problems) {
  Expansion {
    problems = List.copyOf(problems);
  }

  Optional<SceneProblem> error() {
    return problems.stream().filter(SceneProblem::isError).findFirst();
  }

  /** A tree of its own, equal to another one. */
  static TreeNode copy(TreeNode original) {
    TreeNode copy = like(original);
    Deque<TreeNode> originals = new ArrayDeque<>(List.of(original));
    Deque<TreeNode> copies = new ArrayDeque<>(List.of(copy));
    while (!originals.isEmpty()) {
      TreeNode from = originals.pop();
      TreeNode to = copies.pop();
      for (TreeNode child : from.children()) {
        TreeNode childCopy = like(child);
        to.add(childCopy, -1);
        originals.push(child);
        copies.push(childCopy);
      }
    }
    return copy;
  }

  private static TreeNode like(TreeNode original) {
    TreeNode copy = new TreeNode(original.name(), original.type(), original.isOpaque());
    copy.own(original.isOwned());
    ResourcePath scene = original.scene();
    if (scene != null) {
      copy.begins(scene);
    }
    return copy;
  }
}
