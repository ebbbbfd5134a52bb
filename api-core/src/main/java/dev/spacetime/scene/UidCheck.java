package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;

/** Compares the identifiers that Godot 4 writes beside paths with those of the files. */
final class UidCheck {
  private UidCheck() {}

  /** Only text files tell their identifier; they have been read before, to be loaded. */
  static List<SceneProblem> warnings(SceneDocument document, DocumentSource source) {
    List<SceneProblem> warnings = new ArrayList<>();
    for (ExternalResource external : document.externals()) {
      ResourcePath target = external.target();
      if (external.uid() != null
          && target != null
          && TextFormats.isText(target)
          && source.document(target) instanceof ParseResult.Parsed parsed) {
        compare(document, external, parsed.document(), warnings);
      }
    }
    return warnings;
  }

  private static void compare(
      SceneDocument document,
      ExternalResource external,
      SceneDocument target,
      List<SceneProblem> warnings) {
    String actual = target.uid();
    if (actual != null && !actual.equals(external.uid())) {
      warnings.add(
          new SceneProblem(
              ProblemCode.UID_MISMATCH,
              target.path() + " has the uid " + actual + ", not " + external.uid() + ".",
              document.path(),
              external.line(),
              external.column()));
    }
  }
}
