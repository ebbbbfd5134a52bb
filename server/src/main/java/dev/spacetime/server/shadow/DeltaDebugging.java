package dev.spacetime.server.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Zeller and Hildebrandt 2002, "Simplifying and Isolating Failure-Inducing Input". */
final class DeltaDebugging {
  private DeltaDebugging() {}

  /**
   * A part of the elements, in their order, that still does it and no longer does without any one
   * of its own. They all together do.
   *
   * @param doesIt asked for each try
   */
  static <T> List<T> smallest(List<T> whole, Predicate<List<T>> doesIt) {
    if (whole.isEmpty() || doesIt.test(List.of())) {
      return List.of();
    }
    List<T> kept = whole;
    int parts = 2;
    while (kept.size() > 1) {
      List<T> rest = firstRest(kept, parts, doesIt);
      if (rest.size() < kept.size()) {
        kept = rest;
        parts = Math.max(parts - 1, 2);
      } else if (parts < kept.size()) {
        parts = Math.min(2 * parts, kept.size());
      } else {
        return kept;
      }
    }
    return kept;
  }

  /** What is left when one of the parts goes and it is still done; all where there is none. */
  private static <T> List<T> firstRest(List<T> kept, int parts, Predicate<List<T>> doesIt) {
    int count = Math.min(parts, kept.size());
    for (int i = 0; i < count; i++) {
      List<T> rest = new ArrayList<>(kept.subList(0, kept.size() * i / count));
      rest.addAll(kept.subList(kept.size() * (i + 1) / count, kept.size()));
      if (doesIt.test(rest)) {
        return rest;
      }
    }
    return kept;
  }
}
