package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;

/** Checks what a scene's own headings must fulfil for a tree to be made of them. */
final class SceneStructure {
  private SceneStructure() {}

  /** Every violation, in the file's order; none for a scene that has its one root. */
  static List<SceneProblem> errors(SceneDocument document) {
    if (!document.isScene()) {
      String message = "The file holds a resource and no scene.";
      return List.of(SceneProblem.ofFile(ProblemCode.NOT_A_SCENE, document.path(), message));
    }
    List<SceneProblem> errors = new ArrayList<>();
    checkRoot(document, errors);
    for (int i = 0; i < document.nodes().size(); i++) {
      checkNode(document, i, errors);
    }
    return errors;
  }

  static SceneProblem problem(
      ProblemCode code, SceneDocument document, SceneNode node, String message) {
    return new SceneProblem(code, message, document.path(), node.line(), node.column());
  }

  private static void checkRoot(SceneDocument document, List<SceneProblem> errors) {
    SceneNode root = document.nodes().get(0);
    if (root.parentPath() != null) {
      errors.add(
          problem(
              ProblemCode.ROOT_WITH_PARENT,
              document,
              root,
              "The first node is the root, so it can't have a parent."));
    } else if (root.isOverride() || !isCreatable(document, root)) {
      errors.add(
          problem(
              ProblemCode.ROOT_WITHOUT_TYPE,
              document,
              root,
              "The root has neither a class nor a scene to inherit from."));
    }
  }

  /** Whether an engine class, or an instance, stands behind a node; Godot 4 always finds one. */
  static boolean isCreatable(SceneDocument document, SceneNode node) {
    String type = node.type();
    return type == null
        || node.instance() != NodeInstance.Bare.NONE
        || (document.grammar() == Grammar.MODERN && !type.isEmpty())
        || ClassNames.wellFormed(type);
  }

  private static void checkNode(SceneDocument document, int index, List<SceneProblem> errors) {
    SceneNode node = document.nodes().get(index);
    if (index > 0 && node.parentPath() == null) {
      errors.add(
          problem(
              ProblemCode.SECOND_ROOT,
              document,
              node,
              "The node '"
                  + node.shownName()
                  + "' has no parent, but only the first can be the root."));
    }
    if (node.name() == null) {
      errors.add(problem(ProblemCode.NODE_WITHOUT_NAME, document, node, "This node has no name."));
    }
    if (node.instance() == NodeInstance.Bare.INVALID) {
      errors.add(
          problem(
              ProblemCode.INSTANCE_NOT_A_SCENE,
              document,
              node,
              "What '" + node.shownName() + "' is an instance of is no ExtResource of a scene."));
    }
  }
}
