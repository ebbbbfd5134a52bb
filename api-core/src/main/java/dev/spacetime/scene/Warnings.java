package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what a text makes the parser wonder at, by byte offset, up to a bound. */
final class Warnings {
  private record Entry(ProblemCode code, int offset, String message) {}

  private final int countMax;
  private final List<Entry> entries = new ArrayList<>();

  Warnings(int countMax) {
    this.countMax = countMax;
  }

  /** One beyond the bound is taken, which tells that there were more. */
  void add(ProblemCode code, int offset, String message) {
    if (entries.size() <= countMax) {
      entries.add(new Entry(code, offset, message));
    }
  }

  /**
   * All of them with their places, in the order of the text, and then what was found after the
   * reading; where that is more than the bound, the last one says so.
   */
  List<SceneProblem> located(ResourcePath file, byte[] text, List<SceneProblem> found) {
    entries.sort(Comparator.comparingInt(Entry::offset));
    TextPositions positions = new TextPositions(text);
    List<SceneProblem> problems = new ArrayList<>(entries.size() + found.size());
    for (Entry entry : entries) {
      TextPosition position = positions.at(entry.offset());
      problems.add(
          new SceneProblem(
              entry.code(), entry.message(), file, position.line(), position.column()));
    }
    problems.addAll(found);
    return problems.size() <= countMax ? List.copyOf(problems) : cut(problems);
  }

  private List<SceneProblem> cut(List<SceneProblem> problems) {
    SceneProblem beyond = problems.get(countMax);
    List<SceneProblem> listed = new ArrayList<>(problems.subList(0, countMax));
    listed.add(
        new SceneProblem(
            ProblemCode.FURTHER_WARNINGS,
            "There are more warnings than the " + countMax + " that are listed.",
            beyond.file(),
            beyond.line(),
            beyond.column()));
    return List.copyOf(listed);
  }
}
