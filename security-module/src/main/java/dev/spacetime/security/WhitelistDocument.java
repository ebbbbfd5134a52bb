package dev.spacetime.security;

import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.api.Json;
import dev.spacetime.api.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A whitelist file's content, checked.
 *
 * @param environments by name, in the order of the file
 */
record WhitelistDocument(
    Map<String, Lists> environments,
    Optional<String> defaultEnvironment,
    List<String> blacklistExact,
    List<String> blacklistPatterns,
    boolean enabled,
    int pathLengthMax) {
  static final List<String> DEFAULT_BLACKLIST =
      List.of("res://addons/**/*.tscn", "**/.godot/**/*.tscn");
  static final int PATH_LENGTH_MAX = 256;

  /** With no file: everything below the project's folder, but the default blacklist. */
  static final WhitelistDocument BUILT_IN =
      new WhitelistDocument(
          Map.of("default", new Lists(List.of(), List.of("res://"), List.of())),
          Optional.of("default"),
          List.of(),
          DEFAULT_BLACKLIST,
          true,
          PATH_LENGTH_MAX);

  /** What one environment allows. */
  record Lists(List<String> scenes, List<String> directories, List<String> wildcards) {
    static final Lists NONE = new Lists(List.of(), List.of(), List.of());

    Lists {
      scenes = List.copyOf(scenes);
      directories = List.copyOf(directories);
      wildcards = List.copyOf(wildcards);
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @throws WhitelistFileException with everything that is wrong
   */
  static WhitelistDocument parse(byte[] json) {
    JsonNode root =
        Json.tree(json)
            .filter(JsonNode::isObject)
            .orElseThrow(() -> new WhitelistFileException("it must be one JSON object in UTF-8"));
    Reader reader = new Reader();
    WhitelistDocument document = reader.document(root);
    if (!reader.problems.isEmpty()) {
      throw new WhitelistFileException(String.join("; ", reader.problems));
    }
    return document;
  }

  private static final class Reader {
    private final List<String> problems = new ArrayList<>();

    WhitelistDocument document(JsonNode root) {
      members(
          root,
          "",
          List.of(
              "environments",
              "default_environment",
              "blacklist",
              "validation_rules",
              "whitelist_enabled"));
      JsonNode blacklist = root.path("blacklist");
      members(blacklist, "blacklist.", List.of("exact", "patterns"));
      JsonNode rules = root.path("validation_rules");
      members(rules, "validation_rules.", List.of("max_path_length"));
      return new WhitelistDocument(
          environments(root.path("environments")),
          text(root.path("default_environment"), "default_environment"),
          texts(blacklist.path("exact"), "blacklist.exact", List.of()),
          texts(blacklist.path("patterns"), "blacklist.patterns", DEFAULT_BLACKLIST),
          flag(root.path("whitelist_enabled")),
          length(rules.path("max_path_length")));
    }

    private Map<String, Lists> environments(JsonNode node) {
      Map<String, Lists> environments = new LinkedHashMap<>();
      if (!node.isObject() || node.isEmpty()) {
        problems.add("environments must be an object with at least one environment");
        return environments;
      }
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String name = "environments." + entry.getKey() + ".";
        JsonNode lists = entry.getValue();
        members(lists, name, List.of("scenes", "directories", "wildcards"));
        environments.put(
            entry.getKey(),
            new Lists(
                texts(lists.path("scenes"), name + "scenes", List.of()),
                directories(lists.path("directories"), name + "directories"),
                texts(lists.path("wildcards"), name + "wildcards", List.of())));
      }
      return environments;
    }

    private List<String> directories(JsonNode node, String name) {
      List<String> directories = texts(node, name, List.of());
      for (String directory : directories) {
        if (!directory.endsWith("/")) {
          problems.add(name + ": " + directory + " must end in /");
        }
      }
      return directories;
    }

    private void members(JsonNode node, String prefix, List<String> known) {
      if (!node.isMissingNode() && !node.isObject()) {
        problems.add(prefix.replaceAll("\\.$", "") + " must be an object");
        return;
      }
      for (String member : node.propertyNames()) {
        if (!known.contains(member)) {
          String nearest =
              NearestName.of(member, known).map(near -> ", did you mean " + near + "?").orElse("");
          problems.add("unknown member " + prefix + member + nearest);
        }
      }
    }

    private List<String> texts(JsonNode node, String name, List<String> otherwise) {
      if (node.isMissingNode()) {
        return otherwise;
      }
      List<String> texts = new ArrayList<>();
      for (JsonNode element : node) {
        if (element.isString()) {
          texts.add(element.stringValue());
        }
      }
      if (!node.isArray() || texts.size() != node.size()) {
        problems.add(name + " must be a list of strings");
      }
      return texts;
    }

    private Optional<String> text(JsonNode node, String name) {
      if (!node.isMissingNode() && !node.isString()) {
        problems.add(name + " must be a string");
      }
      return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private boolean flag(JsonNode node) {
      if (!node.isMissingNode() && !node.isBoolean()) {
        problems.add("whitelist_enabled must be true or false");
      }
      return node.isMissingNode() || node.booleanValue(true);
    }

    private int length(JsonNode node) {
      if (node.isMissingNode()) {
        return PATH_LENGTH_MAX;
      }
      int length = node.isIntegralNumber() ? node.intValue(0) : 0;
      if (length < 1 || length > 4_096) {
        problems.add("validation_rules.max_path_length must be a whole number from 1 to 4096");
        return PATH_LENGTH_MAX;
      }
      return length;
    }
  }
}
