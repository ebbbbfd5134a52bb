package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a scene's nodes, connections and editable instances, in any order, up to the end. */
final class NodeCollector {
  private final DocumentReader document;
  private final List<SceneNode> nodes = new ArrayList<>();
  private final List<SceneConnection> connections = new ArrayList<>();
  private final List<NodePath> editablePaths = new ArrayList<>();
  private final Map<String, NodePath> parentPaths = new HashMap<>();

  NodeCollector(DocumentReader document) {
    this.document = document;
  }

  List<SceneNode> nodes() {
    return nodes;
  }

  List<SceneConnection> connections() {
    return connections;
  }

  List<NodePath> editablePaths() {
    return editablePaths;
  }

  void readAll(Heading first) {
    Heading heading = first;
    while (heading != null) {
      HeadingKind kind = heading.kind();
      if (kind == HeadingKind.NODE) {
        heading = readNode(heading);
      } else if (kind == HeadingKind.CONNECTION) {
        connections.add(connection(heading));
        heading = document.headings().next();
      } else if (kind == HeadingKind.EDITABLE) {
        editablePaths.add(heading.require(Attribute.PATH).asNodePath().simplified());
        heading = document.headings().next();
      } else {
        throw DocumentReader.misplaced(heading, "[node], [connection] or [editable]");
      }
    }
  }

  /**
   * Adds the node and reads its properties. A value without a name makes the engine look at the
   * heading again, and so adds the same node once more.
   */
  private @Nullable Heading readNode(Heading heading) {
    if (nodes.size() == document.limits().nodesMax()) {
      throw new ParseFailure(
          ProblemCode.TOO_MANY_NODES,
          heading.offset(),
          "A file may have " + document.limits().nodesMax() + " nodes, and this is one more.");
    }
    List<String> properties = new ArrayList<>();
    KeyReader keys = document.keys();
    KeyReader.Found found = keys.next();
    while (found == KeyReader.Found.ASSIGNMENT) {
      document.values().check();
      if (keys.name().isEmpty()) {
        nodes.add(node(heading, properties));
        return heading;
      }
      properties.add(keys.name());
      found = keys.next();
    }
    nodes.add(node(heading, properties));
    if (found == KeyReader.Found.END) {
      return null;
    }
    Heading next = new Heading(keys.start());
    document.headings().readAfterBracket(next);
    return next;
  }

  private SceneNode node(Heading heading, List<String> properties) {
    TextPosition position = document.position(heading.offset());
    Value index = heading.value(Attribute.INDEX);
    Value owner = heading.value(Attribute.OWNER);
    return new SceneNode(
        text(heading, Attribute.NAME),
        text(heading, Attribute.TYPE),
        parentPath(heading.value(Attribute.PARENT)),
        instance(heading),
        owner == null ? null : owner.asNodePath(),
        index == null ? -1 : (int) index.asWhole(),
        properties,
        position.line(),
        position.column());
  }

  private @Nullable String text(Heading heading, Attribute attribute) {
    Value value = heading.value(attribute);
    return value == null ? null : value.asText(document.grammar());
  }

  private @Nullable NodePath parentPath(@Nullable Value parent) {
    if (parent == null) {
      return null;
    }
    return parent instanceof Value.Text text
        ? parentPaths.computeIfAbsent(text.value(), path -> NodePath.parse(path).fromRoot())
        : parent.asNodePath().fromRoot();
  }

  private NodeInstance instance(Heading heading) {
    Value placeholder = heading.value(Attribute.INSTANCE_PLACEHOLDER);
    if (placeholder != null) {
      if (nodes.isEmpty()) {
        throw new ParseFailure(
            ProblemCode.PLACEHOLDER_ROOT,
            heading.offset(),
            "The root can't be a placeholder, because no scene inherits from one.");
      }
      return new NodeInstance.Placeholder(placeholder.asText(document.grammar()));
    }
    Value instance = heading.value(Attribute.INSTANCE);
    if (instance == null) {
      return NodeInstance.Bare.NONE;
    }
    return instance instanceof Value.External external
        ? new NodeInstance.Of(external.resource())
        : NodeInstance.Bare.INVALID;
  }

  private SceneConnection connection(Heading heading) {
    NodePath from = heading.require(Attribute.FROM).asNodePath().simplified();
    NodePath to = heading.require(Attribute.TO).asNodePath().simplified();
    String signal = heading.require(Attribute.SIGNAL).asText(document.grammar());
    String method = heading.require(Attribute.METHOD).asText(document.grammar());
    TextPosition position = document.position(heading.offset());
    return new SceneConnection(from, signal, to, method, position.line(), position.column());
  }
}
