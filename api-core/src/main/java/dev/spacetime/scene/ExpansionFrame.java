package dev.spacetime.scene;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One scene that is being put together, while those that it instances are made on top of it. */
final class ExpansionFrame {
  private final SceneDocument document;
  private final List<SceneProblem> warnings;
  private final boolean outermost;
  private int next;
  private @Nullable SceneTreeNode instance;
  private @Nullable SceneTreeNode root;
  private long moved;

  ExpansionFrame(SceneDocument document, List<SceneProblem> warnings, boolean outermost) {
    this.document = document;
    this.warnings = warnings;
    this.outermost = outermost;
  }

  SceneDocument document() {
    return document;
  }

  boolean isComplete() {
    return next == document.nodes().size();
  }

  SceneNode current() {
    return document.nodes().get(next);
  }

  /** The root, once the first node is placed. */
  SceneTreeNode root() {
    if (root == null) {
      throw new IllegalStateException("a frame has no root before its first node");
    }
    return root;
  }

  boolean hasInstance() {
    return instance != null;
  }

  /** Hands over the instanced scene's root that the current node is made from. */
  void receive(SceneTreeNode instancedRoot) {
    instance = instancedRoot;
  }

  /** How many siblings have been pushed aside for nodes with an index. */
  long moved() {
    return moved;
  }

  /** Puts the current node where it belongs and moves on to the next. */
  void place() {
    SceneNode node = document.nodes().get(next++);
    SceneTreeNode made = made(node);
    instance = null;
    if (root == null) {
      root = rootOf(node, made);
    } else if (node.isOverride()) {
      checkOverride(node);
    } else if (made == null) {
      warn(
          ProblemCode.NODE_NOT_CREATED,
          node,
          "There is no class '" + node.type() + "', so the engine leaves this node out.");
    } else {
      attach(node, made);
    }
  }

  /** Warns of connections that the engine leaves out. */
  void checkConnections() {
    for (SceneConnection connection : document.connections()) {
      checkEnd(connection, connection.from(), "from");
      checkEnd(connection, connection.to(), "to");
    }
  }

  private @Nullable SceneTreeNode made(SceneNode node) {
    if (instance != null) {
      return instance;
    }
    if (node.instance() instanceof NodeInstance.Placeholder) {
      return SceneTreeNode.ofType("InstancePlaceholder");
    }
    String type = node.type();
    return type != null && SceneStructure.isCreatable(document, node)
        ? SceneTreeNode.ofType(type)
        : null;
  }

  private SceneTreeNode rootOf(SceneNode node, @Nullable SceneTreeNode made) {
    if (made == null) {
      throw new IllegalStateException("a checked scene's root can be made");
    }
    made.rename(node.shownName());
    made.beginScene(document.path());
    return made;
  }

  private void attach(SceneNode node, SceneTreeNode made) {
    made.rename(node.shownName());
    NodeLookup lookup = NodeLookup.from(root(), parentPath(node));
    SceneTreeNode parent = lookup.node();
    if (parent == null) {
      warnOfParent(node, lookup);
      return;
    }
    if (outermost && parent.child(made.name()) != null) {
      warn(
          ProblemCode.DUPLICATE_NODE_NAME,
          node,
          "'" + node.path() + "' exists already; paths will lead to one of the two.");
    }
    parent.add(made);
    int siblings = parent.children().size() - 1;
    if (node.index() >= 0 && node.index() < siblings) {
      parent.moveLast(node.index());
      moved += siblings - node.index();
    }
    NodePath owner = node.ownerPath();
    if (owner == null || NodeLookup.from(root(), owner).node() != null) {
      made.own();
    }
  }

  private void checkOverride(SceneNode node) {
    NodeLookup lookup = NodeLookup.from(root(), parentPath(node));
    SceneTreeNode parent = lookup.node();
    if (parent == null) {
      warnOfParent(node, lookup);
    } else if (parent.child(node.shownName()) == null && !parent.isOpaque()) {
      warn(
          ProblemCode.OVERRIDE_NOT_FOUND,
          node,
          "'"
              + node.path()
              + "' has no class of its own and is in no instanced scene, so what is set here is lost.");
    }
  }

  private static NodePath parentPath(SceneNode node) {
    NodePath path = node.parentPath();
    return path == null ? NodePath.EMPTY : path;
  }

  private void warnOfParent(SceneNode node, NodeLookup lookup) {
    if (!lookup.unknowable()) {
      warn(
          ProblemCode.PARENT_NOT_FOUND,
          node,
          "The parent of '"
              + node.shownName()
              + "', '"
              + parentPath(node)
              + "', is not there, so the engine leaves this node out.");
    }
  }

  private void checkEnd(SceneConnection connection, NodePath path, String end) {
    NodeLookup lookup = NodeLookup.from(root(), path);
    if (lookup.node() == null && !lookup.unknowable()) {
      warnings.add(
          new SceneProblem(
              ProblemCode.CONNECTION_NODE_NOT_FOUND,
              "The node '" + path + "', which this connection goes " + end + ", is not there.",
              document.path(),
              connection.line(),
              connection.column()));
    }
  }

  private void warn(ProblemCode code, SceneNode node, String message) {
    if (outermost) {
      warnings.add(SceneStructure.problem(code, document, node, message));
    }
  }
}
