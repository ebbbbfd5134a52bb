package dev.spacetime.comparison;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import dev.spacetime.comparison.Difference.Part;
import dev.spacetime.comparison.PermittedDifference.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares two answers to one request, field by field. Immutable. */
public final class AnswerComparison {
  /** More differences of one answer tell nothing new. */
  static final int DIFFERENCES_MAX = 20;

  static final String ABSENT = "(absent)";

  private final Set<PermittedDifference> permitted;

  public AnswerComparison(Set<PermittedDifference> permitted) {
    this.permitted = Set.copyOf(permitted);
  }

  /**
   * @param path of the request, without its query
   * @return empty when the answers are the same; at most twenty
   */
  public List<Difference> differences(String path, Answer first, Answer second) {
    List<Difference> found = new ArrayList<>();
    if (first.status() != second.status()) {
      found.add(
          Difference.of(
              Part.STATUS,
              "",
              Integer.toString(first.status()),
              Integer.toString(second.status())));
    }
    compareHeaders(first.headers(), second.headers(), found);
    if (!PermittedDifference.covers(permitted, Kind.PATH, path)
        && !Arrays.equals(first.body(), second.body())) {
      compareBodies(first.body(), second.body(), found);
    }
    return found.size() > DIFFERENCES_MAX
        ? List.copyOf(found.subList(0, DIFFERENCES_MAX))
        : List.copyOf(found);
  }

  private void compareHeaders(HeaderFields first, HeaderFields second, List<Difference> found) {
    Map<String, String> one = joined(first);
    Map<String, String> other = joined(second);
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    for (String name : names) {
      String left = one.getOrDefault(name, ABSENT);
      String right = other.getOrDefault(name, ABSENT);
      if (!left.equals(right)) {
        found.add(Difference.of(Part.HEADER, name, left, right));
      }
    }
  }

  // Several fields of one name are one list (RFC 9110, section 5.3).
  private Map<String, String> joined(HeaderFields headers) {
    Map<String, String> fields = new TreeMap<>();
    for (Header field : headers.fields()) {
      if (!PermittedDifference.covers(permitted, Kind.HEADER, field.name())) {
        fields.merge(
            field.name().toLowerCase(Locale.ROOT),
            field.value(),
            (one, other) -> one + ", " + other);
      }
    }
    return fields;
  }

  private void compareBodies(byte[] first, byte[] second, List<Difference> found) {
    Optional<JsonNode> one = Json.tree(first);
    Optional<JsonNode> other = Json.tree(second);
    if (one.isEmpty() || other.isEmpty()) {
      found.add(BodyText.difference(first, second));
      return;
    }
    TreeComparison trees = new TreeComparison(permitted, found);
    trees.compare("", one.get(), other.get());
    // Equal values in other bytes: white space, or another way to write a number or a character.
    if (!trees.metDifference()) {
      found.add(BodyText.difference(first, second));
    }
  }
}
