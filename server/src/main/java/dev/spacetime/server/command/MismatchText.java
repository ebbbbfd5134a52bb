package dev.spacetime.server.command;

import static dev.spacetime.server.command.RolloutText.text;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Mismatches for people. */
final class MismatchText {
  private MismatchText() {}

  static List<String> list(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode mismatch : answer.path("mismatches")) {
      lines.add(
          "%s  %s  %s"
              .formatted(
                  text(mismatch, "number"), text(mismatch, "time"), request(mismatch, "request")));
      addDifferences(mismatch, lines);
    }
    lines.add("%s of %s that are kept".formatted(text(answer, "count"), text(answer, "total")));
    return lines;
  }

  static List<String> replayed(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    boolean differs = !answer.path("differences").isEmpty();
    lines.add((differs ? "still differs: " : "differs no more: ") + request(answer, "smallest"));
    String body = text(answer.path("smallest"), "body");
    if (!body.isEmpty()) {
      lines.add("  " + body);
    }
    addDifferences(answer, lines);
    lines.add(text(answer, "runs") + " requests were tried");
    return lines;
  }

  private static String request(JsonNode object, String member) {
    JsonNode request = object.path(member);
    String query = text(request, "query");
    return text(request, "method")
        + " "
        + text(request, "path")
        + (query.isEmpty() ? "" : "?" + query);
  }

  private static void addDifferences(JsonNode object, List<String> lines) {
    addDifferences("", object.path("differences"), lines);
    addDifferences("state, ", object.path("state_differences"), lines);
  }

  private static void addDifferences(String of, JsonNode differences, List<String> lines) {
    for (JsonNode one : differences) {
      String where = text(one, "where");
      lines.add(
          "  %s%s%s: %s | %s"
              .formatted(
                  of,
                  text(one, "part"),
                  where.isEmpty() ? "" : " " + where,
                  text(one, "stable"),
                  text(one, "candidate")));
    }
  }
}
