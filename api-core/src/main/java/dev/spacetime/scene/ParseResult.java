package dev.spacetime.scene;

/** What became of a file: a document, or the one problem that stopped it. */
public sealed interface ParseResult {
  /** The file was understood; what it names may still be missing. */
  record Parsed(SceneDocument document) implements ParseResult {}

  /** The file is missing, unreadable, too large or not in a shape that the engine accepts. */
  record Refused(SceneProblem problem) implements ParseResult {
    public Refused {
      if (problem.code().effect() != ProblemCode.Effect.PREVENTS_LOADING) {
        throw new IllegalArgumentException(problem.code() + " refuses nothing");
      }
    }
  }
}
