package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file whose dependencies are being loaded, one after the other. */
final class LoadFrame {
  /**
   * A file that another one needs.
   *
   * @param target null when the path leads out of the project
   */
  record Dependency(
      @Nullable ResourcePath target, String written, String type, int line, int column) {}

  private final SceneDocument document;
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<SceneProblem> errors = new ArrayList<>();
  private int next;

  LoadFrame(SceneDocument document) {
    this.document = document;
    for (ExternalResource external : document.externals()) {
      dependencies.add(
          new Dependency(
              external.target(),
              external.written(),
              external.type(),
              external.line(),
              external.column()));
    }
    for (DirectLoad load : document.directLoads()) {
      dependencies.add(
          new Dependency(load.target(), load.written(), "", load.line(), load.column()));
    }
  }

  SceneDocument document() {
    return document;
  }

  boolean isComplete() {
    return next == dependencies.size();
  }

  Dependency current() {
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
    Dependency dependency = current();
    errors.add(
        new SceneProblem(code, message, document.path(), dependency.line(), dependency.column()));
    next++;
  }

  /** Gives up on the rest: one error is enough to say that the file does not load. */
  void skipRest() {
    next = dependencies.size();
  }
}
