package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what a text makes the parser wonder at, by byte offset, up to a bound. */
final class Warnings {
  private record Entry(ProblemCode code, int offset, String message) {}

  private final int countMax;
  private final List<Entry> entries = new ArrayList<>();
  private boolean overflowed;

  Warnings(int countMax) {
    this.countMax = countMax;
  }

  void add(ProblemCode code, int offset, String message) {
    if (entries.size() < countMax) {
      entries.add(new Entry(code, offset, message));
      return;
    }
    if (!overflowed) {
      overflowed = true;
      entries.add(
          new Entry(
              ProblemCode.FURTHER_WARNINGS,
              offset,
              "There are more warnings than the " + countMax + " that are listed."));
    }
  }

  /** All of them with their places, in the order of the text. */
  List<SceneProblem> located(ResourcePath file, byte[] text) {
    entries.sort(Comparator.comparingInt(Entry::offset));
    TextPositions positions = new TextPositions(text);
    List<SceneProblem> problems = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      TextPosition position = positions.at(entry.offset());
      problems.add(
          new SceneProblem(
              entry.code(), entry.message(), file, position.line(), position.column()));
    }
    return List.copyOf(problems);
  }
}
