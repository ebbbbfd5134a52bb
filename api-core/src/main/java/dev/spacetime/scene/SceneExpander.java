package dev.spacetime.scene;

import dev.spacetime.scene.SceneDocument.Connection;
import dev.spacetime.scene.SceneDocument.NodeEntry;
import dev.spacetime.scene.SceneDocument.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the tree of one scene from its file and the trees of the scenes that it instances. */
final class SceneExpander {
  private static final String PLACEHOLDER_TYPE = "InstancePlaceholder";

  private final SceneDocument scene;
  private final TreeBuilder trees;
  private final List<SceneProblem> problems = new ArrayList<>();
  private int size;

  SceneExpander(SceneDocument scene, TreeBuilder trees) {
    this.scene = scene;
    this.trees = trees;
  }

  Expansion expand() {
    @Nullable TreeNode root = null;
    for (NodeEntry entry : scene.nodes()) {
      if (root == null) {
        root = root(entry);
      } else {
        inner(entry, root);
      }
      if (root == null || hasError()) {
        return new Expansion(null, 0, problems);
      }
    }
    if (root != null) {
      checkConnections(root);
    }
    return new Expansion(root, size, problems);
  }

  private boolean hasError() {
    return !problems.isEmpty() && problems.get(problems.size() - 1).isError();
  }

  private @Nullable TreeNode root(NodeEntry entry) {
    if (entry.parent() != null) {
      return failed(
          ProblemCode.ROOT_HAS_PARENT, entry, "The first node is the root and has no parent");
    }
    @Nullable TreeNode root = make(entry);
    if (root != null) {
      root.rename(entry.name());
      root.begins(scene.path());
      root.own(false);
    }
    return root;
  }

  private void inner(NodeEntry entry, TreeNode root) {
    @Nullable NodePath parentPath = entry.parent();
    if (parentPath == null) {
      fail(
          ProblemCode.SECOND_ROOT,
          entry,
          "Only the first node is the root; this one has no parent either");
      return;
    }
    @Nullable TreeNode parent = root.find(parentPath.withPeriod());
    if (entry.origin() == Origin.OVERRIDE) {
      override(entry, root, parent, parentPath);
      return;
    }
    @Nullable TreeNode node = make(entry);
    if (node == null) {
      return;
    }
    if (parent == null) {
      dropped(entry, root, parentPath);
      return;
    }
    if (parent.child(entry.name()) != null) {
      warn(
          ProblemCode.DUPLICATE_NAME,
          entry,
          "Its parent has another child of the name " + quoted(entry.name()));
    }
    node.rename(entry.name());
    parent.add(node, entry.index());
    own(entry, root, node);
  }

  private static void own(NodeEntry entry, TreeNode root, TreeNode node) {
    @Nullable NodePath owner = entry.owner();
    node.own(owner == null || root.find(owner) != null);
  }

  private void override(
      NodeEntry entry, TreeNode root, @Nullable TreeNode parent, NodePath parentPath) {
    if (parent == null) {
      dropped(entry, root, parentPath);
      return;
    }
    @Nullable TreeNode node = parent.child(entry.name());
    if (node == null) {
      if (!parent.isOpaque()) {
        warn(
            ProblemCode.OVERRIDE_MISSING,
            entry,
            "There is no node " + quoted(entry.name()) + " here to change; it is left out");
      }
    } else if (entry.owner() != null) {
      own(entry, root, node);
    }
  }

  private void dropped(NodeEntry entry, TreeNode root, NodePath parentPath) {
    if (!root.leadsIntoOpaque(parentPath)) {
      warn(
          ProblemCode.PARENT_MISSING,
          entry,
          "Its parent " + quoted(parentPath.toString()) + " does not exist; it is left out");
    }
  }

  private @Nullable TreeNode make(NodeEntry entry) {
    return switch (entry.origin()) {
      case TYPE -> single(entry, entry.type());
      case PLACEHOLDER -> single(entry, PLACEHOLDER_TYPE);
      case INSTANCE -> instance(entry);
      case NO_SCENE ->
          failed(ProblemCode.INSTANCE_NOT_A_SCENE, entry, "What this node is made of is no scene");
      case OVERRIDE ->
          failed(
              ProblemCode.ROOT_WITHOUT_TYPE, entry, "The root has neither a type nor a base scene");
    };
  }

  private @Nullable TreeNode single(NodeEntry entry, String type) {
    return take(entry, 1) ? new TreeNode(entry.name(), type, false) : null;
  }

  private @Nullable TreeNode instance(NodeEntry entry) {
    Optional<ResourcePath> source = scene.sourceOf(entry);
    if (source.isEmpty()) {
      return failed(
          ProblemCode.INSTANCE_NOT_A_SCENE, entry, "What this node is made of is no scene");
    }
    Optional<Expansion> expansion = trees.expansionOf(source.get());
    return expansion.isPresent()
        ? copy(entry, source.get(), expansion.get())
        : opaque(entry, source.get());
  }

  private @Nullable TreeNode copy(NodeEntry entry, ResourcePath source, Expansion expansion) {
    @Nullable TreeNode original = expansion.root();
    if (original == null) {
      String reason = expansion.error().map(error -> ": " + error.message()).orElse("");
      return failed(
          ProblemCode.INSTANCE_BROKEN,
          entry,
          "The scene " + quoted(source.value()) + " can't be instanced" + reason);
    }
    return take(entry, expansion.size()) ? Expansion.copy(original) : null;
  }

  // A binary scene or an imported model: its nodes are unknown.
  private @Nullable TreeNode opaque(NodeEntry entry, ResourcePath source) {
    SceneDocument.ExternalResource declared = entry.source();
    boolean isScene = declared != null && declared.type().equals("PackedScene");
    if (FileLoader.isText(source) || !isScene) {
      return failed(
          ProblemCode.INSTANCE_NOT_A_SCENE,
          entry,
          "The file " + quoted(source.value()) + " is no scene");
    }
    return take(entry, 1) ? new TreeNode(entry.name(), "", true) : null;
  }

  private boolean take(NodeEntry entry, int nodes) {
    if (trees.take(nodes)) {
      size += nodes;
      return true;
    }
    fail(
        ProblemCode.TREE_TOO_LARGE,
        entry,
        "With its instances the scene has more than " + trees.nodesMax() + " nodes");
    return false;
  }

  private void checkConnections(TreeNode root) {
    for (Connection connection : scene.connections()) {
      checkEnd(root, connection, connection.from(), "from");
      checkEnd(root, connection, connection.to(), "to");
    }
  }

  private void checkEnd(TreeNode root, Connection connection, NodePath end, String side) {
    if (root.find(end) == null && !root.leadsIntoOpaque(end)) {
      problems.add(
          connection
              .position()
              .problem(
                  ProblemCode.CONNECTION_BROKEN,
                  scene.path(),
                  "The connection goes " + side + " a node that does not exist: " + end));
    }
  }

  private @Nullable TreeNode failed(ProblemCode code, NodeEntry entry, String message) {
    fail(code, entry, message);
    return null;
  }

  private void fail(ProblemCode code, NodeEntry entry, String message) {
    problems.add(entry.position().problem(code, scene.path(), message));
  }

  private void warn(ProblemCode code, NodeEntry entry, String message) {
    problems.add(entry.position().problem(code, scene.path(), message));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
