package dev.spacetime.scene;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a text scene or text resource says, before anything that it refers to is looked at.
 *
 * @param scene whether it begins with {@code gd_scene}; else it is a resource
 * @param uid Godot 4's {@code uid://…} of the file
 * @param dependencies the files declared before anything else, in their order, as the engine lists
 *     them without loading the file
 * @param direct files that a value loads by path, without a declaration
 * @param problems errors and warnings that concern this text alone
 */
public record SceneDocument(
    ResourcePath path,
    boolean scene,
    int format,
    @Nullable String uid,
    List<ExternalResource> externals,
    List<ResourcePath> dependencies,
    List<Direct> direct,
    List<NodeEntry> nodes,
    List<Connection> connections,
    List<Editable> editables,
    List<SceneProblem> problems) {
  public SceneDocument {
    externals = List.copyOf(externals);
    dependencies = List.copyOf(dependencies);
    direct = List.copyOf(direct);
    nodes = List.copyOf(nodes);
    connections = List.copyOf(connections);
    editables = List.copyOf(editables);
    problems = List.copyOf(problems);
  }

  /**
   * {@code [ext_resource]}.
   *
   * @param written the path as it stands in the file
   * @param target what it means; empty when it leads out of the project
   */
  public record ExternalResource(
      String id,
      String type,
      String written,
      Optional<ResourcePath> target,
      @Nullable String uid,
      Position position) {}

  /** {@code Resource("res://…")} in a value. */
  public record Direct(String written, Optional<ResourcePath> target, Position position) {}

  /** How a node comes into being. */
  public enum Origin {
    /** By its class. */
    TYPE,
    /** From another scene: {@code instance=ExtResource(…)}. */
    INSTANCE,
    /** {@code instance=} something that can be no scene. */
    NO_SCENE,
    /** A stand-in that loads its scene later. */
    PLACEHOLDER,
    /** It is there already, from the base or an instance, and is changed. */
    OVERRIDE
  }

  /**
   * {@code [node]}.
   *
   * @param type empty where none is given
   * @param parent {@code null} where none is given
   * @param source of an instance, what it is declared as
   * @param index among its siblings; -1 for last
   * @param properties their names in the order of the file
   */
  public record NodeEntry(
      String name,
      String type,
      @Nullable NodePath parent,
      Origin origin,
      @Nullable ExternalResource source,
      @Nullable NodePath owner,
      int index,
      List<String> properties,
      Position position) {
    public NodeEntry {
      properties = List.copyOf(properties);
    }
  }

  /** {@code [connection]}. */
  public record Connection(
      NodePath from, String signal, NodePath to, String method, Position position) {}

  /** {@code [editable]}. */
  public record Editable(NodePath path, Position position) {}

  /** The file that an instanced node or an inherited root comes from. */
  Optional<ResourcePath> sourceOf(NodeEntry node) {
    ExternalResource source = node.source();
    return source == null ? Optional.empty() : source.target();
  }

  /**
   * The path of a node as the engine names it in the file: from the root, {@code .}, through its
   * parents' names as written.
   */
  public String nodePath(NodeEntry node) {
    NodePath parent = node.parent();
    if (parent == null) {
      return ".";
    }
    String base = parent.withPeriod().toString();
    return base.isEmpty() ? node.name() : base + "/" + node.name();
  }
}
