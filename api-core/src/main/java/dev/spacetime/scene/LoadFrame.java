package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file whose dependencies are being loaded, one after the other. */
final class LoadFrame {
  private final SceneDocument document;
  private final List<ExternalResource> dependencies = new ArrayList<>();
  private final List<SceneProblem> errors = new ArrayList<>();
  private @Nullable SceneProblem cause;
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

  /** The current dependency itself prevents the file from being loaded. */
  void refuse(ProblemCode code, String message) {
    SceneProblem problem = problem(code, message);
    fail(problem, problem);
  }

  /**
   * The current dependency does not load because of something in it, or in what it needs. Only that
   * first cause is passed on, so that a message does not grow with the way that leads to it.
   */
  void refuse(ProblemCode code, String message, SceneProblem firstCause) {
    fail(problem(code, message), firstCause);
  }

  /** What in the end prevents the file from being loaded; null while nothing does. */
  @Nullable SceneProblem cause() {
    return cause;
  }

  /** Gives up on the rest: one error is enough to say that the file does not load. */
  void skipRest() {
    next = dependencies.size();
  }

  private void fail(SceneProblem problem, SceneProblem firstCause) {
    errors.add(problem);
    if (cause == null) {
      cause = firstCause;
    }
    next++;
  }

  private SceneProblem problem(ProblemCode code, String message) {
    ExternalResource dependency = current();
    return new SceneProblem(code, message, document.path(), dependency.line(), dependency.column());
  }
}
