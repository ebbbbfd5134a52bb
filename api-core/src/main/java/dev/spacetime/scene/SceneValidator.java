package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a scene as the engine would: whether it loads with all that it refers to, whether it can
 * be instanced, and what its author would want to know.
 */
public final class SceneValidator {
  /** Nodes of an expanded tree: far more than a scene has, far fewer than fill the heap. */
  static final int TREE_NODES_MAX = 500_000;

  private static final int WARNINGS_MAX = 1_000;

  private final DocumentSource source;

  public SceneValidator(DocumentSource source) {
    this.source = source;
  }

  /** Reads every file anew from the source; thread-safe when the source is. */
  public SceneReport validate(ResourcePath scene) {
    FileLoader files = new FileLoader(source);
    LoadOutcome outcome = files.load(scene);
    Set<ResourcePath> dependencies = new HashSet<>(files.visited());
    dependencies.add(scene);
    @Nullable SceneDocument document = outcome.document();
    if (document == null) {
      return new SceneReport(false, false, outcome.errors(), List.of(), null, dependencies);
    }
    if (!document.scene()) {
      SceneProblem noScene =
          Position.START.problem(ProblemCode.NOT_A_SCENE, scene, "The file is a resource");
      return new SceneReport(false, false, List.of(noScene), List.of(), null, dependencies);
    }
    return report(document, outcome, files, dependencies);
  }

  private static SceneReport report(
      SceneDocument document,
      LoadOutcome outcome,
      FileLoader files,
      Set<ResourcePath> dependencies) {
    List<SceneProblem> errors = new ArrayList<>(outcome.errors());
    List<SceneProblem> warnings = new ArrayList<>();
    document.problems().stream().filter(problem -> !problem.isError()).forEach(warnings::add);
    addUidMismatches(document, files, warnings);
    @Nullable TreeNode root = null;
    if (outcome.loads()) {
      Expansion expansion = new TreeBuilder(files, TREE_NODES_MAX).expand(document);
      root = expansion.root();
      for (SceneProblem problem : expansion.problems()) {
        (problem.isError() ? errors : warnings).add(problem);
      }
    }
    return new SceneReport(
        outcome.loads(),
        root != null,
        errors,
        warnings.subList(0, Math.min(warnings.size(), WARNINGS_MAX)),
        info(document, root, files),
        dependencies);
  }

  private static SceneInfo info(SceneDocument document, @Nullable TreeNode root, FileLoader files) {
    SceneDocument.NodeEntry first = document.nodes().get(0);
    String type = root == null ? rootType(document, files) : root.type();
    return new SceneInfo(document.nodes().size(), type, first.name());
  }

  // Without a tree the chain of bases is followed as far as it can be read.
  private static String rootType(SceneDocument document, FileLoader files) {
    Set<ResourcePath> seen = new HashSet<>();
    @Nullable SceneDocument current = document;
    while (current != null && !current.nodes().isEmpty() && seen.add(current.path())) {
      SceneDocument.NodeEntry root = current.nodes().get(0);
      Optional<ResourcePath> base = current.sourceOf(root);
      if (base.isEmpty()) {
        return root.type();
      }
      current = files.outcome(base.get()).document();
    }
    return "";
  }

  private static void addUidMismatches(
      SceneDocument document, FileLoader files, List<SceneProblem> warnings) {
    for (SceneDocument.ExternalResource external : document.externals()) {
      @Nullable SceneDocument target =
          external.target().map(path -> files.outcome(path).document()).orElse(null);
      if (target != null
          && target.uid() != null
          && external.uid() != null
          && !target.uid().equals(external.uid())) {
        warnings.add(
            external
                .position()
                .problem(
                    ProblemCode.UID_MISMATCH,
                    document.path(),
                    "The file has another uid, " + target.uid()));
      }
    }
  }
}
