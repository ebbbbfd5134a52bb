package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether everything that a file needs loads, and what those files need in turn. The
 * engine loads all or nothing: one missing file, used or not, and the whole fails.
 */
final class LoadChecker {
  /** A longer cycle is shortened in messages. */
  private static final int CYCLE_SHOWN_MAX = 8;

  private final DocumentSource source;

  /** Files that are done: empty for those that load, else what is wrong. */
  private final Map<ResourcePath, Optional<SceneProblem>> verdicts = new HashMap<>();

  private final Map<ResourcePath, LoadFrame> loading = new HashMap<>();
  private final Deque<LoadFrame> frames = new ArrayDeque<>();

  LoadChecker(DocumentSource source) {
    this.source = source;
  }

  /** Everything that prevents the document from being loaded. */
  List<SceneProblem> errors(SceneDocument document) {
    LoadFrame outermost = new LoadFrame(document);
    push(outermost);
    while (!frames.isEmpty()) {
      LoadFrame frame = frames.element();
      if (frame.isComplete()) {
        pop(frame);
      } else {
        examine(frame);
        if (frame != outermost && !frame.errors().isEmpty()) {
          frame.skipRest();
        }
      }
    }
    return outermost.errors();
  }

  private void push(LoadFrame frame) {
    frames.push(frame);
    loading.put(frame.document().path(), frame);
  }

  private void pop(LoadFrame frame) {
    frames.pop();
    ResourcePath path = frame.document().path();
    loading.remove(path);
    verdicts.put(path, Optional.ofNullable(frame.cause()));
  }

  private void examine(LoadFrame frame) {
    ExternalResource dependency = frame.current();
    ResourcePath target = dependency.target();
    if (target == null) {
      frame.refuse(
          ProblemCode.DEPENDENCY_NOT_FOUND,
          "'" + dependency.written() + "' leads out of the project.");
      return;
    }
    Optional<SceneProblem> verdict = verdicts.get(target);
    if (verdict != null) {
      settle(frame, target, verdict.orElse(null));
    } else if (loading.containsKey(target)) {
      frame.refuse(ProblemCode.DEPENDENCY_CYCLE, "This closes a cycle: " + cycle(target));
    } else if (!source.exists(target)) {
      frame.refuse(ProblemCode.DEPENDENCY_NOT_FOUND, target + " does not exist.");
    } else if (!TextFormats.hasLoader(target, dependency.type(), frame.document().grammar())) {
      frame.refuse(
          ProblemCode.DEPENDENCY_OF_WRONG_TYPE,
          target + " can't be loaded as '" + dependency.type() + "'.");
    } else {
      load(target);
    }
  }

  private static void settle(LoadFrame frame, ResourcePath target, @Nullable SceneProblem problem) {
    if (problem == null) {
      frame.accept();
      return;
    }
    ProblemCode code =
        problem.code() == ProblemCode.DEPENDENCY_CYCLE
            ? ProblemCode.DEPENDENCY_CYCLE
            : ProblemCode.DEPENDENCY_BROKEN;
    String place = problem.file() + ":" + problem.line();
    frame.refuse(
        code, target + " does not load: " + problem.message() + " (" + place + ")", problem);
  }

  /** Looks into a text file, or takes another for good; the frame then asks for the verdict. */
  private void load(ResourcePath target) {
    if (!TextFormats.isText(target)) {
      verdicts.put(target, Optional.empty());
      return;
    }
    ParseResult result = source.document(target);
    if (result instanceof ParseResult.Parsed parsed) {
      push(new LoadFrame(parsed.document()));
    } else if (result instanceof ParseResult.Refused refused) {
      verdicts.put(target, Optional.of(refused.problem()));
    }
  }

  /** The files from the one that is needed again to the one that needs it. */
  private String cycle(ResourcePath target) {
    List<String> chain = new ArrayList<>();
    frames
        .descendingIterator()
        .forEachRemaining(
            frame -> {
              if (!chain.isEmpty() || frame.document().path().equals(target)) {
                chain.add(frame.document().path().value());
              }
            });
    int left = chain.size() - CYCLE_SHOWN_MAX;
    List<String> shown = new ArrayList<>(chain.subList(0, Math.min(chain.size(), CYCLE_SHOWN_MAX)));
    if (left > 0) {
      shown.add(left + " more");
    }
    shown.add(target.value());
    return String.join(" → ", shown) + ".";
  }
}
