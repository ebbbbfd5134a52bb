package dev.spacetime.scene;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text scene or text resource that has been understood. It keeps the structure – headings, names,
 * references, places – and not the values.
 *
 * @param uid the file's own identifier (Godot 4), or null
 * @param resourceType the class of a resource file; null for a scene
 * @param externals in the file's order, including declarations that a later one replaced
 * @param directLoads files that values load by their path, {@code Resource("res://…")}, without an
 *     id and a type
 * @param nodes one for each heading, in the file's order; empty for a resource file
 * @param warnings what the reader of the text wondered at, in the text's order
 */
public record SceneDocument(
    ResourcePath path,
    long format,
    @Nullable String uid,
    @Nullable String resourceType,
    List<ExternalResource> externals,
    List<SubResource> subResources,
    List<SceneNode> nodes,
    List<SceneConnection> connections,
    List<NodePath> editablePaths,
    List<ExternalResource> directLoads,
    List<SceneProblem> warnings) {

  public SceneDocument {
    externals = List.copyOf(externals);
    subResources = List.copyOf(subResources);
    nodes = List.copyOf(nodes);
    connections = List.copyOf(connections);
    editablePaths = List.copyOf(editablePaths);
    directLoads = List.copyOf(directLoads);
    warnings = List.copyOf(warnings);
    if (resourceType == null && nodes.isEmpty()) {
      throw new IllegalArgumentException("a scene has nodes");
    }
  }

  /** Whether the file says that it is a scene; its name does not matter. */
  public boolean isScene() {
    return resourceType == null;
  }

  /** Every file of the project that this one names, existing or not. */
  public Set<ResourcePath> dependencies() {
    Set<ResourcePath> paths = new LinkedHashSet<>();
    externals.forEach(external -> external.path().ifPresent(paths::add));
    directLoads.forEach(load -> load.path().ifPresent(paths::add));
    return paths;
  }

  Grammar grammar() {
    return Grammar.of(format);
  }
}
