package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a file through everything that it loads, depth first and without recursion. Loading is
 * all or nothing: a file that refers to one that does not load does not load itself.
 */
final class FileLoader {
  private final DocumentSource source;
  private final Map<ResourcePath, LoadOutcome> outcomes = new HashMap<>();
  private final Map<ResourcePath, Boolean> existing = new HashMap<>();
  private final Set<ResourcePath> loading = new HashSet<>();

  FileLoader(DocumentSource source) {
    this.source = source;
  }

  /** A file whose references are being followed. */
  private static final class Visit {
    private final SceneDocument document;
    private final List<Reference> references;
    private final List<SceneProblem> errors = new ArrayList<>();
    private int next;

    Visit(SceneDocument document) {
      this.document = document;
      this.references = referencesOf(document);
      document.problems().stream().filter(SceneProblem::isError).forEach(errors::add);
    }
  }

  private record Reference(String written, Optional<ResourcePath> target, Position position) {}

  LoadOutcome load(ResourcePath file) {
    Deque<Visit> visits = new ArrayDeque<>();
    enter(file, visits);
    while (!visits.isEmpty()) {
      Visit visit = visits.element();
      if (visit.next == visit.references.size()) {
        visits.pop();
        ResourcePath path = visit.document.path();
        loading.remove(path);
        outcomes.put(path, new LoadOutcome(visit.document, visit.errors));
      } else if (follow(visit, visit.references.get(visit.next), visits)) {
        visit.next++;
      }
    }
    return outcome(file);
  }

  LoadOutcome outcome(ResourcePath file) {
    return outcomes.getOrDefault(file, new LoadOutcome(null, List.of()));
  }

  /** Every file that was looked at, whether it exists or not. */
  Set<ResourcePath> visited() {
    Set<ResourcePath> visited = new HashSet<>(outcomes.keySet());
    visited.addAll(existing.keySet());
    return visited;
  }

  private void enter(ResourcePath file, Deque<Visit> visits) {
    ParseResult result = source.document(file);
    if (result instanceof ParseResult.Parsed parsed) {
      loading.add(file);
      visits.push(new Visit(parsed.document()));
    } else if (result instanceof ParseResult.Refused refused) {
      outcomes.put(file, new LoadOutcome(null, List.of(refused.problem())));
    }
  }

  /** Whether the reference is settled; else what it leads to was entered and comes first. */
  private boolean follow(Visit visit, Reference reference, Deque<Visit> visits) {
    if (reference.target().isEmpty() || !exists(reference.target().get())) {
      fail(
          visit,
          reference,
          ProblemCode.DEPENDENCY_MISSING,
          "The file " + quoted(reference.written()) + " does not exist");
      return true;
    }
    ResourcePath target = reference.target().get();
    if (!isText(target)) {
      return true;
    }
    if (loading.contains(target)) {
      fail(
          visit,
          reference,
          ProblemCode.DEPENDENCY_CYCLE,
          "The file " + quoted(reference.written()) + " leads back to this one");
      return true;
    }
    if (!outcomes.containsKey(target)) {
      enter(target, visits);
      return false;
    }
    LoadOutcome outcome = outcome(target);
    if (!outcome.loads()) {
      fail(
          visit,
          reference,
          ProblemCode.DEPENDENCY_BROKEN,
          "The file " + quoted(reference.written()) + " does not load: " + outcome.reason());
    }
    return true;
  }

  private boolean exists(ResourcePath path) {
    return existing.computeIfAbsent(path, source::exists);
  }

  private static void fail(Visit visit, Reference reference, ProblemCode code, String message) {
    visit.errors.add(reference.position().problem(code, visit.document.path(), message));
  }

  private static List<Reference> referencesOf(SceneDocument document) {
    List<Reference> references = new ArrayList<>();
    for (SceneDocument.ExternalResource external : document.externals()) {
      references.add(new Reference(external.written(), external.target(), external.position()));
    }
    for (SceneDocument.Direct direct : document.direct()) {
      references.add(new Reference(direct.written(), direct.target(), direct.position()));
    }
    return references;
  }

  /** Scripts, images and binary resources are only asked for their existence. */
  static boolean isText(ResourcePath path) {
    return path.hasExtension("tscn") || path.hasExtension("tres");
  }

  private static String quoted(String path) {
    return '"' + path + '"';
  }
}
