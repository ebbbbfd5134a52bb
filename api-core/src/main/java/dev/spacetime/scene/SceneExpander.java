package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a scene together, and on its own stack the scenes that it instances. */
final class SceneExpander {
  /** Each move shifts siblings; this many shifts for each allowed node are still quick. */
  private static final long MOVES_PER_NODE_MAX = 1_000;

  private final DocumentSource source;
  private final int nodesMax;
  private final Deque<ExpansionFrame> frames = new ArrayDeque<>();
  private final Set<ResourcePath> active = new HashSet<>();
  private final List<SceneProblem> warnings = new ArrayList<>();
  private int placed;
  private long moved;

  SceneExpander(DocumentSource source, int nodesMax) {
    this.source = source;
    this.nodesMax = nodesMax;
  }

  SceneExpansion expand(SceneDocument document) {
    List<SceneProblem> errors = SceneStructure.errors(document);
    if (!errors.isEmpty()) {
      return SceneExpansion.failed(errors);
    }
    ExpansionFrame outermost = new ExpansionFrame(document, warnings, true);
    push(outermost);
    while (!frames.isEmpty()) {
      SceneProblem error = advance();
      if (error != null) {
        return SceneExpansion.failed(List.of(seenFrom(outermost, error)));
      }
    }
    outermost.checkConnections();
    return new SceneExpansion(new SceneTree(outermost.root()), warnings);
  }

  private void push(ExpansionFrame frame) {
    frames.push(frame);
    active.add(frame.document().path());
  }

  /** One step; answers the error that ends everything, if there is one. */
  private @Nullable SceneProblem advance() {
    ExpansionFrame frame = frames.element();
    if (frame.isComplete()) {
      frames.pop();
      active.remove(frame.document().path());
      moved += frame.moved();
      if (!frames.isEmpty()) {
        frames.element().receive(frame.root());
      }
      return null;
    }
    if (frame.current().instance() instanceof NodeInstance.Of of && !frame.hasInstance()) {
      return open(frame, of.resource());
    }
    if (placed++ == nodesMax) {
      return here(
          frame,
          ProblemCode.EXPANSION_TOO_LARGE,
          "With everything that it instances the scene has more than " + nodesMax + " nodes.");
    }
    if (moved + frame.moved() > MOVES_PER_NODE_MAX * nodesMax) {
      return here(
          frame,
          ProblemCode.EXPANSION_TOO_LARGE,
          "Too many nodes are moved, by their index, among too many siblings.");
    }
    frame.place();
    return null;
  }

  private @Nullable SceneProblem open(ExpansionFrame frame, ExternalResource resource) {
    Optional<ResourcePath> target = resource.path();
    if (target.isEmpty()) {
      return notAScene(frame, resource);
    }
    ResourcePath path = target.get();
    if (!TextFormats.isText(path)) {
      if (!TextFormats.mayBeImportedScene(path, resource.type())) {
        return notAScene(frame, resource);
      }
      frame.receive(SceneTreeNode.opaque(path));
      return null;
    }
    if (active.contains(path)) {
      return here(frame, ProblemCode.INSTANCE_BROKEN, path + " would contain itself.");
    }
    ParseResult result = source.document(path);
    if (result instanceof ParseResult.Parsed parsed) {
      return enter(frame, resource, parsed.document());
    }
    return here(frame, ProblemCode.INSTANCE_BROKEN, path + " can't be loaded.");
  }

  private @Nullable SceneProblem enter(
      ExpansionFrame frame, ExternalResource resource, SceneDocument document) {
    if ("PackedScene".equals(document.resourceType())) {
      frame.receive(SceneTreeNode.opaque(document.path()));
      return null;
    }
    if (!document.isScene()) {
      return notAScene(frame, resource);
    }
    List<SceneProblem> errors = SceneStructure.errors(document);
    if (!errors.isEmpty()) {
      return errors.get(0);
    }
    push(new ExpansionFrame(document, warnings, false));
    return null;
  }

  private static SceneProblem notAScene(ExpansionFrame frame, ExternalResource resource) {
    return here(
        frame, ProblemCode.INSTANCE_NOT_A_SCENE, "'" + resource.written() + "' is no scene.");
  }

  private static SceneProblem here(ExpansionFrame frame, ProblemCode code, String message) {
    return SceneStructure.problem(code, frame.document(), frame.current(), message);
  }

  /** An error further in, told from the outermost scene's heading that leads there. */
  private static SceneProblem seenFrom(ExpansionFrame outermost, SceneProblem error) {
    ResourcePath file = outermost.document().path();
    if (error.file().equals(file)) {
      return error;
    }
    ProblemCode code =
        error.code() == ProblemCode.EXPANSION_TOO_LARGE
            ? error.code()
            : ProblemCode.INSTANCE_BROKEN;
    String message =
        "'"
            + outermost.current().shownName()
            + "' can't be instanced: "
            + error.message()
            + " ("
            + error.file()
            + ":"
            + error.line()
            + ")";
    return SceneStructure.problem(code, outermost.document(), outermost.current(), message);
  }
}
