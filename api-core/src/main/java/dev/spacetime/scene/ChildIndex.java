package dev.spacetime.scene;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a child by name where there are many; of several of one name, the first in their order. */
final class ChildIndex {
  /** Below, looking at each child is as fast. */
  static final int CHILDREN_MIN = 16;

  private final Map<String, TreeNode> byName = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  ChildIndex(List<TreeNode> children) {
    children.forEach(this::add);
  }

  void add(TreeNode child) {
    if (byName.putIfAbsent(child.name(), child) != null) {
      ambiguous.add(child.name());
    }
  }

  @Nullable TreeNode find(String name, List<TreeNode> children) {
    return ambiguous.contains(name) ? scan(name, children) : byName.get(name);
  }

  static @Nullable TreeNode scan(String name, List<TreeNode> children) {
    for (TreeNode child : children) {
      if (child.name().equals(name)) {
        return child;
      }
    }
    return null;
  }
}
