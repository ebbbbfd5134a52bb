package dev.spacetime.security;

import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.api.Json;
import dev.spacetime.api.LogText;
import dev.spacetime.api.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
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
  private static final int PROBLEMS_MAX = 20;
  private static final int SHOWN_MAX = 80;

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
    Reader reader = new Reader();
    WhitelistDocument document = reader.document(root(json));
    if (!reader.problems.isEmpty()) {
      throw new WhitelistFileException(summary(reader.problems));
    }
    return document;
  }

  private static JsonNode root(byte[] json) {
    JsonNode root = Json.tree(json).orElseThrow(() -> malformed(json));
    if (!root.isObject()) {
      throw new WhitelistFileException("it must be one JSON object in UTF-8");
    }
    return root;
  }

  private static WhitelistFileException malformed(byte[] json) {
    String place = "";
    try {
      Json.read(json, JsonNode.class);
    } catch (JacksonException failed) {
      // What breaks a bound, such as a long name, has no place.
      @Nullable TokenStreamLocation found = failed.getLocation();
      if (found != null) {
        place =
            ", and is malformed at line " + found.getLineNr() + ", column " + found.getColumnNr();
      }
    }
    return new WhitelistFileException("it must be one JSON object in UTF-8" + place);
  }

  private static String summary(List<String> problems) {
    int shown = Math.min(problems.size(), PROBLEMS_MAX);
    String more = problems.size() > shown ? "; and " + (problems.size() - shown) + " more" : "";
    return String.join("; ", problems.subList(0, shown)) + more;
  }

  private static final class Reader {
    private final List<String> problems = new ArrayList<>();
    private int lengthMax = PATH_LENGTH_MAX;

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
      lengthMax = length(rules.path("max_path_length"));
      Map<String, Lists> environments = environments(root.path("environments"));
      return new WhitelistDocument(
          environments,
          defaultEnvironment(root.path("default_environment"), environments),
          scenes(blacklist.path("exact"), "blacklist.exact"),
          blacklist.has("patterns")
              ? wildcards(blacklist.path("patterns"), "blacklist.patterns")
              : DEFAULT_BLACKLIST,
          flag(root.path("whitelist_enabled")),
          lengthMax);
    }

    private Map<String, Lists> environments(JsonNode node) {
      Map<String, Lists> environments = new LinkedHashMap<>();
      if (!node.isObject() || node.isEmpty()) {
        problems.add("environments must be an object with at least one environment");
        return environments;
      }
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        // It is named in the log, and chosen by it.
        String visible = LogText.of(entry.getKey());
        String name = "environments." + visible + ".";
        if (!visible.equals(entry.getKey())) {
          problems.add("environments." + visible + " must have a name of visible characters");
        }
        JsonNode lists = entry.getValue();
        members(lists, name, List.of("scenes", "directories", "wildcards"));
        environments.put(
            visible,
            new Lists(
                scenes(lists.path("scenes"), name + "scenes"),
                directories(lists.path("directories"), name + "directories"),
                wildcards(lists.path("wildcards"), name + "wildcards")));
      }
      return environments;
    }

    private List<String> scenes(JsonNode node, String name) {
      return entries(
          node, name, text -> WhitelistEntries.isScene(text, lengthMax), WhitelistEntries.SCENE);
    }

    private List<String> directories(JsonNode node, String name) {
      return entries(node, name, WhitelistEntries::isDirectory, WhitelistEntries.DIRECTORY);
    }

    private List<String> wildcards(JsonNode node, String name) {
      return entries(node, name, WhitelistEntries::isWildcard, WhitelistEntries.WILDCARD);
    }

    private List<String> entries(
        JsonNode node, String name, Predicate<String> fits, String expected) {
      List<String> entries = texts(node, name);
      for (int i = 0; i < entries.size(); i++) {
        if (!fits.test(entries.get(i))) {
          problems.add(name + "[" + i + "] must be " + expected + ", not " + shown(entries.get(i)));
        }
      }
      return entries;
    }

    // Beyond this length nobody reads it, and a log line must not hold its line breaks.
    private static String shown(String text) {
      String begin = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
      return "\"" + begin.replaceAll("[^\\x20-\\x7e]", "?") + "\"";
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
          problems.add("unknown member " + shown(prefix + member) + nearest);
        }
      }
    }

    private List<String> texts(JsonNode node, String name) {
      List<String> texts = new ArrayList<>();
      for (JsonNode element : node) {
        if (element.isString()) {
          texts.add(element.stringValue());
        }
      }
      if (!node.isMissingNode() && (!node.isArray() || texts.size() != node.size())) {
        problems.add(name + " must be a list of strings");
        return List.of();
      }
      if (texts.size() > WhitelistEntries.COUNT_MAX) {
        problems.add(name + " must have at most " + WhitelistEntries.COUNT_MAX + " entries");
        return List.of();
      }
      return texts;
    }

    private Optional<String> defaultEnvironment(JsonNode node, Map<String, Lists> environments) {
      if (node.isMissingNode()) {
        return Optional.empty();
      }
      String name = node.stringValue("");
      if (!environments.containsKey(name)) {
        problems.add(
            "default_environment must be one of environments"
                + NearestName.of(name, environments.keySet())
                    .map(near -> ", did you mean " + near + "?")
                    .orElse(""));
      }
      return Optional.of(name);
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
