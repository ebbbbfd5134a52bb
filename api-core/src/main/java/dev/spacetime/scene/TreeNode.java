package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of an expanded tree, while it is built. */
final class TreeNode {
  private String name;
  private final String type;
  private final boolean opaque;
  private @Nullable ResourcePath scene;
  private boolean owned;
  private @Nullable TreeNode parent;
  private final List<TreeNode> children = new ArrayList<>(0);
  private @Nullable ChildIndex index;

  /**
   * @param opaque when its children are in a file that can't be read as text
   */
  TreeNode(String name, String type, boolean opaque) {
    this.name = name;
    this.type = type;
    this.opaque = opaque;
  }

  String name() {
    return name;
  }

  String type() {
    return type;
  }

  boolean isOpaque() {
    return opaque;
  }

  @Nullable ResourcePath scene() {
    return scene;
  }

  boolean isOwned() {
    return owned;
  }

  @Nullable TreeNode parent() {
    return parent;
  }

  List<TreeNode> children() {
    return children;
  }

  void rename(String newName) {
    name = newName;
  }

  void begins(ResourcePath sceneFile) {
    scene = sceneFile;
  }

  void own(boolean isOwned) {
    owned = isOwned;
  }

  /** Adds a child, whatever its name, and moves it where the index says. */
  void add(TreeNode child, int at) {
    child.parent = this;
    if (index != null) {
      index.add(child);
    }
    if (at >= 0 && at < children.size()) {
      children.add(at, child);
    } else {
      children.add(child);
    }
  }

  /** The first child of this name. */
  @Nullable TreeNode child(String childName) {
    if (children.size() > ChildIndex.CHILDREN_MIN) {
      if (index == null) {
        index = new ChildIndex(children);
      }
      return index.find(childName, children);
    }
    return ChildIndex.scan(childName, children);
  }

  /** The node that a path leads to from here; null where there is none. */
  @Nullable TreeNode find(NodePath path) {
    if (path.isEmpty() || path.absolute()) {
      return null;
    }
    @Nullable TreeNode current = this;
    for (String segment : path.names()) {
      if (current == null) {
        return null;
      }
      current =
          switch (segment) {
            case "." -> current;
            case ".." -> current.parent;
            default -> current.child(segment);
          };
    }
    return current;
  }

  /** Whether a path leads into a file that can't be read as text. */
  boolean leadsIntoOpaque(NodePath path) {
    @Nullable TreeNode current = this;
    for (String segment : path.names()) {
      if (current == null || current.opaque) {
        break;
      }
      current = segment.equals(".") ? current : current.child(segment);
    }
    return current != null && current.opaque;
  }
}
