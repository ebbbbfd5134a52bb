package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;

/** A file whose dependencies are being loaded, one after the other. */
final class LoadFrame {
  private final SceneDocument document;
  private final List<ExternalResource> dependencies = new ArrayList<>();
  private final List<SceneProblem> errors = new ArrayList<>();
  private int next;

  LoadFrame(SceneDocument document) {
    this.document = document;
    dependencies.addAll(document.externals());
    dependencies.addAll(document.directLoads());
  }

  SceneDocument document() {
    return document;
  }

  boolean isComplete() {
    return next == dependencies.size();
  }

  ExternalResource current() {
    return dependencies.get(next);
  }

  List<SceneProblem> errors() {
    return errors;
  }

  /** The current dependency is there. */
  void accept() {
    next++;
  }

  /** The current dependency prevents the file from being loaded. */
  void refuse(ProblemCode code, String message) {
    ExternalResource dependency = current();
    errors.add(
        new SceneProblem(code, message, document.path(), dependency.line(), dependency.column()));
    next++;
  }

  /** Gives up on the rest: one error is enough to say that the file does not load. */
  void skipRest() {
    next = dependencies.size();
  }
}
