package dev.spacetime.server.command;

import dev.spacetime.api.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The answer of {@code GET /admin/rollout} for people. */
final class RolloutText {
  private RolloutText() {}

  static List<String> of(JsonNode rollout) {
    List<String> lines = new ArrayList<>();
    lines.add(line("mode", mode(rollout)));
    lines.add(line("since", text(rollout, "since") + ": " + text(rollout, "reason")));
    if (!rollout.path("previous").isNull()) {
      lines.add(line("before", text(rollout, "previous")));
    }
    JsonNode verdict = rollout.path("verdict");
    lines.add(line("verdict", text(verdict, "decision") + ": " + text(verdict, "reason")));
    if (!verdict.path("figures").isEmpty()) {
      lines.add(row("", "stable", "candidate", "samples", "evidence", "limit"));
      verdict.path("figures").forEach(figure -> lines.add(row(figure)));
    }
    if (rollout.path("shadow_percent").intValue(0) > 0) {
      addShadow(rollout, lines);
    }
    return lines;
  }

  private static String mode(JsonNode rollout) {
    String stable = text(rollout, "stable");
    String candidate = text(rollout, "candidate");
    return switch (text(rollout, "mode")) {
      case "shadow" -> "shadow: " + stable + " answers, " + candidate + " is asked too";
      case "canary" -> "canary: " + canary(rollout, stable, candidate);
      default ->
          "fixed: " + stable + (rollout.path("guarded").booleanValue(false) ? ", watched" : "");
    };
  }

  private static String canary(JsonNode rollout, String stable, String candidate) {
    String steps =
        rollout
            .path("steps")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(","));
    return "%s %% of the clients to %s, the others to %s; step %d of %s, %d s each%s"
        .formatted(
            rollout.path("share_percent").asString(),
            candidate,
            stable,
            rollout.path("step").intValue(0) + 1,
            steps,
            rollout.path("hold_seconds").longValue(0),
            rollout.path("paused").booleanValue(false) ? "; paused" : "");
  }

  private static void addShadow(JsonNode rollout, List<String> lines) {
    JsonNode shadow = rollout.path("shadow");
    lines.add(
        line(
            "compared",
            "%s of %s %% of the requests, %s dropped, %s differed by chance, %s differ"
                .formatted(
                    text(shadow, "compared"),
                    text(rollout, "shadow_percent"),
                    text(shadow, "dropped"),
                    text(shadow, "noise"),
                    text(shadow, "mismatches"))));
    lines.add(row("", "p50 ms", "p95 ms", "CPU ms", "allocated", ""));
    for (String side : List.of("stable", "candidate")) {
      JsonNode cost = shadow.path(side);
      lines.add(
          row(
              side,
              figure(cost.path("p50_ms")),
              figure(cost.path("p95_ms")),
              figure(cost.path("cpu_ms")),
              figure(cost.path("allocated_bytes")),
              ""));
    }
  }

  private static String row(JsonNode figure) {
    return row(
        text(figure, "name"),
        figure(figure.path("stable")),
        figure(figure.path("candidate")),
        text(figure, "samples"),
        figure(figure.path("evidence")),
        figure(figure.path("limit")));
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder("  %-22s".formatted(name));
    for (String cell : cells) {
      row.append(" %11s".formatted(cell));
    }
    return row.toString().stripTrailing();
  }

  private static String figure(JsonNode number) {
    return number.isNumber() ? String.format(Locale.ROOT, "%.4g", number.doubleValue()) : "-";
  }

  private static String line(String name, String text) {
    return "%-10s%s".formatted(name, text);
  }

  /** A member as it may be shown on a terminal. */
  static String text(JsonNode object, String member) {
    return LogText.of(object.path(member).asString(""));
  }
}
