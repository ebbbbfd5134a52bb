package dev.spacetime.server.shadow;

import dev.spacetime.comparison.Difference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What differs between two runs of one request.
 *
 * @param answer of the answers
 * @param state of the states that were left
 */
record Differences(List<Difference> answer, List<Difference> state) {
  static final Differences NONE = new Differences(List.of(), List.of());

  Differences {
    answer = List.copyOf(answer);
    state = List.copyOf(state);
  }

  boolean isEmpty() {
    return answer.isEmpty() && state.isEmpty();
  }

  /** Where they are. */
  Set<String> places() {
    Set<String> places = new HashSet<>();
    answer.forEach(one -> places.add(placeInAnswer(one)));
    state.forEach(one -> places.add(placeInState(one)));
    return places;
  }

  /** Those of them that are not at these places. */
  Differences without(Set<String> places) {
    return at(place -> !places.contains(place));
  }

  /** Those of them that are at these places. */
  Differences at(Set<String> places) {
    return at(places::contains);
  }

  private Differences at(Predicate<String> places) {
    return new Differences(
        answer.stream().filter(one -> places.test(placeInAnswer(one))).toList(),
        state.stream().filter(one -> places.test(placeInState(one))).toList());
  }

  // Where bodies that are no JSON part is another byte each time.
  private static String placeInAnswer(Difference one) {
    String where = one.where().startsWith("byte ") ? "byte" : one.where();
    return "answer " + one.part() + " " + where;
  }

  private static String placeInState(Difference one) {
    return "state " + one.where();
  }
}
