package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of an expanded scene. It does not change any more once the tree is handed out. */
public final class SceneTreeNode {
  /** With fewer children a scan is as fast as a look-up. */
  private static final int SCANNED_MAX = 8;

  private final List<SceneTreeNode> children = new ArrayList<>(0);
  private final String type;
  private final boolean opaque;
  private String name = "";
  private @Nullable SceneTreeNode parent;
  private @Nullable ResourcePath scene;
  private @Nullable Map<String, SceneTreeNode> firstByName;
  private boolean owned;

  private SceneTreeNode(String type, boolean opaque) {
    this.type = type;
    this.opaque = opaque;
  }

  static SceneTreeNode ofType(String type) {
    return new SceneTreeNode(type, false);
  }

  /** A scene in a format that only the engine reads: its class and its children are unknown. */
  static SceneTreeNode opaque(ResourcePath scene) {
    SceneTreeNode node = new SceneTreeNode("", true);
    node.scene = scene;
    return node;
  }

  public String name() {
    return name;
  }

  /** The engine class; empty where only the engine could tell. */
  public String type() {
    return type;
  }

  /** The scene file whose root this is. */
  public Optional<ResourcePath> scene() {
    return Optional.ofNullable(scene);
  }

  /** Whether a scene's root owns the node; without an owner it is never saved with a scene. */
  public boolean owned() {
    return owned;
  }

  public Optional<SceneTreeNode> parent() {
    return Optional.ofNullable(parent);
  }

  public List<SceneTreeNode> children() {
    return Collections.unmodifiableList(children);
  }

  /**
   * The names from the root's child down to this node, joined by slashes; {@code .} for the root.
   */
  public String path() {
    Deque<String> names = new ArrayDeque<>();
    SceneTreeNode node = this;
    SceneTreeNode above = parent;
    while (above != null) {
      names.addFirst(node.name);
      node = above;
      above = node.parent;
    }
    return names.isEmpty() ? "." : String.join("/", names);
  }

  /** Whether nothing is known of its children but those that were added here. */
  boolean isOpaque() {
    return opaque;
  }

  void rename(String newName) {
    name = newName;
  }

  void beginScene(ResourcePath path) {
    scene = path;
  }

  void own() {
    owned = true;
  }

  /** The first child of that name: the engine tolerates several. */
  @Nullable SceneTreeNode child(String wanted) {
    if (children.size() <= SCANNED_MAX) {
      for (SceneTreeNode child : children) {
        if (child.name.equals(wanted)) {
          return child;
        }
      }
      return null;
    }
    return index().get(wanted);
  }

  void add(SceneTreeNode child) {
    child.parent = this;
    children.add(child);
    if (firstByName != null) {
      firstByName.putIfAbsent(child.name, child);
    }
  }

  /** Moves the last child to an earlier place. */
  void moveLast(int index) {
    SceneTreeNode last = children.remove(children.size() - 1);
    children.add(index, last);
    // Another child of its name may now come later.
    if (firstByName != null && firstByName.get(last.name) != last) {
      firstByName = null;
    }
  }

  private Map<String, SceneTreeNode> index() {
    Map<String, SceneTreeNode> known = firstByName;
    if (known == null) {
      known = new HashMap<>();
      for (SceneTreeNode child : children) {
        known.putIfAbsent(child.name, child);
      }
      firstByName = known;
    }
    return known;
  }
}
