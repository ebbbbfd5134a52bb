package dev.spacetime.scene;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node heading of a scene file.
 *
 * @param name null when the heading has none
 * @param type the class; null for an instance and for an override of an instance's node
 * @param parentPath where it belongs, starting with {@code .}; null for a root
 * @param instance what the node is made from
 * @param ownerPath the node that owns it, if that is written; null otherwise
 * @param index its place among its siblings; negative for the last
 * @param properties the names that it sets, each once, in the file's order
 */
public record SceneNode(
    @Nullable String name,
    @Nullable String type,
    @Nullable NodePath parentPath,
    NodeInstance instance,
    @Nullable NodePath ownerPath,
    int index,
    List<String> properties,
    int line,
    int column) {

  public SceneNode {
    properties = List.copyOf(properties);
  }

  /** The path under which the engine lists the node: its parent's path and its name. */
  public String path() {
    NodePath parent = parentPath;
    if (parent == null) {
      return ".";
    }
    String prefix = String.join("/", parent.names());
    return parent.names().isEmpty() ? shownName() : prefix + "/" + shownName();
  }

  /** The name, or an empty text in its place. */
  public String shownName() {
    return Optional.ofNullable(name).orElse("");
  }

  /** Whether the node exists already, in an instanced scene, and is only changed here. */
  public boolean isOverride() {
    return type == null && instance == NodeInstance.Bare.NONE;
  }
}
