package dev.spacetime.scene;

/** What became of a file: a document, or the reason why there is none. */
public sealed interface ParseResult {
  /** The text follows the grammar; the document may still hold errors of its own. */
  record Parsed(SceneDocument document) implements ParseResult {}

  /** The file can't be read, or its text can't be parsed. */
  record Refused(SceneProblem problem) implements ParseResult {}
}
