package dev.spacetime.comparison;

import dev.spacetime.comparison.Difference.Part;
import dev.spacetime.comparison.PermittedDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Walks two JSON documents side by side; their depth is bounded by who parsed them. */
final class TreeComparison {
  private final Set<PermittedDifference> permitted;
  private final List<Difference> found;
  private boolean met;

  TreeComparison(Set<PermittedDifference> permitted, List<Difference> found) {
    this.permitted = permitted;
    this.found = found;
  }

  /** Whether any value differed, permitted or not. */
  boolean metDifference() {
    return met;
  }

  void compare(String pointer, JsonNode first, JsonNode second) {
    if (first.equals(second) && !first.isContainer()) {
      return;
    }
    if (first.isObject() && second.isObject()) {
      compareObjects(pointer, first, second);
    } else if (first.isArray() && second.isArray()) {
      compareArrays(pointer, first, second);
    } else {
      differ(pointer, first.toString(), second.toString());
    }
  }

  private void compareObjects(String pointer, JsonNode first, JsonNode second) {
    List<String> names = new ArrayList<>(first.propertyNames());
    List<String> others = new ArrayList<>(second.propertyNames());
    for (String name : names) {
      compareMember(pointer, name, first.get(name), second.get(name));
    }
    for (String name : others) {
      if (!first.has(name)) {
        differ(child(pointer, name), AnswerComparison.ABSENT, second.get(name).toString());
      }
    }
    // Equal sets in another order: the contract fixes the order.
    if (!names.equals(others) && Set.copyOf(names).equals(Set.copyOf(others))) {
      differ(pointer, "members in the order " + names, "members in the order " + others);
    }
  }

  private void compareMember(
      String pointer, String name, JsonNode first, @Nullable JsonNode second) {
    if (second == null) {
      differ(child(pointer, name), first.toString(), AnswerComparison.ABSENT);
    } else if (!PermittedDifference.covers(permitted, Kind.MEMBER, name)
        || first.getNodeType() != second.getNodeType()) {
      compare(child(pointer, name), first, second);
    } else {
      met |= !first.equals(second);
    }
  }

  private void compareArrays(String pointer, JsonNode first, JsonNode second) {
    int shared = Math.min(first.size(), second.size());
    for (int i = 0; i < shared && found.size() < AnswerComparison.DIFFERENCES_MAX; i++) {
      compare(pointer + "/" + i, first.get(i), second.get(i));
    }
    if (first.size() != second.size()) {
      differ(pointer, first.size() + " elements", second.size() + " elements");
    }
  }

  private void differ(String pointer, String first, String second) {
    met = true;
    if (found.size() < AnswerComparison.DIFFERENCES_MAX) {
      found.add(Difference.of(Part.BODY, pointer.isEmpty() ? "/" : pointer, first, second));
    }
  }

  // RFC 6901, section 3.
  private static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
