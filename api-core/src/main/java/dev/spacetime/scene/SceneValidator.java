package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the engine would make of a scene, without the engine. Safe for use by several threads
 * as far as its source is.
 */
public final class SceneValidator {
  private static final int NODE_COUNT_WARNED_OF = 1_000;

  private static final Comparator<SceneProblem> BY_PLACE =
      Comparator.comparingInt(SceneProblem::line).thenComparingInt(SceneProblem::column);

  private final DocumentSource source;
  private final int nodesMax;

  public SceneValidator(DocumentSource source) {
    this(source, ParseLimits.DEFAULT.nodesMax());
  }

  /**
   * @param nodesMax how large the expanded scene may become
   */
  public SceneValidator(DocumentSource source, int nodesMax) {
    this.source = source;
    this.nodesMax = nodesMax;
  }

  public SceneReport validate(ResourcePath scene) {
    LoadSession session = new LoadSession(source);
    ParseResult result = session.document(scene);
    if (result instanceof ParseResult.Parsed parsed) {
      return validate(parsed.document(), session);
    }
    ParseResult.Refused refused = (ParseResult.Refused) result;
    return SceneReport.of(List.of(refused.problem()), pathWarnings(scene), null, session.asked());
  }

  private SceneReport validate(SceneDocument document, LoadSession session) {
    List<SceneProblem> errors = new ArrayList<>(new LoadChecker(session).errors(document));
    List<SceneProblem> warnings = new ArrayList<>(pathWarnings(document.path()));
    warnings.addAll(document.warnings());
    if (errors.isEmpty()) {
      SceneExpansion expansion = SceneTree.expand(document, session, nodesMax);
      expansion.problems().forEach(problem -> (isError(problem) ? errors : warnings).add(problem));
      warnings.addAll(UidCheck.warnings(document, session));
    } else {
      errors.addAll(SceneStructure.errors(document));
    }
    if (document.nodes().size() > NODE_COUNT_WARNED_OF) {
      warnings.add(manyNodes(document));
    }
    errors.sort(BY_PLACE);
    warnings.sort(BY_PLACE);
    SceneInfo info = document.isScene() ? info(document, session) : null;
    return SceneReport.of(errors, warnings, info, session.asked());
  }

  private static boolean isError(SceneProblem problem) {
    return problem.severity() == ProblemCode.Severity.ERROR;
  }

  private static SceneInfo info(SceneDocument document, DocumentSource source) {
    SceneNode root = document.nodes().get(0);
    return new SceneInfo(document.nodes().size(), rootType(document, source), root.shownName());
  }

  /** The class at the end of the chain of scenes that a root inherits from. */
  private static String rootType(SceneDocument document, DocumentSource source) {
    Set<ResourcePath> visited = new HashSet<>();
    SceneDocument last = document;
    SceneDocument base = document;
    while (base != null && visited.add(base.path())) {
      last = base;
      base = base(base, source);
    }
    SceneNode root = last.nodes().get(0);
    String type = root.type();
    return type == null || root.instance() instanceof NodeInstance.Of ? "" : type;
  }

  private static @Nullable SceneDocument base(SceneDocument document, DocumentSource source) {
    if (!(document.nodes().get(0).instance() instanceof NodeInstance.Of of)) {
      return null;
    }
    Optional<ResourcePath> path = of.resource().path().filter(TextFormats::isText);
    if (path.isPresent()
        && source.document(path.get()) instanceof ParseResult.Parsed parsed
        && parsed.document().isScene()) {
      return parsed.document();
    }
    return null;
  }

  private static List<SceneProblem> pathWarnings(ResourcePath scene) {
    return scene.value().indexOf(' ') < 0
        ? List.of()
        : List.of(
            SceneProblem.ofFile(
                ProblemCode.PATH_WITH_SPACES,
                scene,
                "The path contains spaces, which some tools and exports stumble over."));
  }

  private static SceneProblem manyNodes(SceneDocument document) {
    SceneNode node = document.nodes().get(NODE_COUNT_WARNED_OF);
    return SceneStructure.problem(
        ProblemCode.MANY_NODES,
        document,
        node,
        "The scene has "
            + document.nodes().size()
            + " nodes; above "
            + NODE_COUNT_WARNED_OF
            + " it is better split.");
  }
}
