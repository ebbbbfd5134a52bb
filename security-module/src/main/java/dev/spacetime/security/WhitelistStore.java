package dev.spacetime.security;

import dev.spacetime.access.UnknownEnvironmentException;
import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.Json;
import dev.spacetime.api.NearestName;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.security.WhitelistDocument.Lists;
import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The whitelist: the operator's file, which is never written, and the changes that were made
 * through the API, which lie over it and are kept in {@code whitelist.json} of the data folder.
 */
public final class WhitelistStore implements WhitelistState {
  private static final Logger LOG = LoggerFactory.getLogger(WhitelistStore.class);
  private static final int FILE_BYTES_MAX = 16 << 20;
  private static final int ENTRIES_MAX = 10_000;

  private final Path changesFile;
  private final Optional<Path> file;
  private final Optional<String> startEnvironment;
  private WhitelistDocument base;
  private Changes changes;
  private volatile WhitelistRules rules;

  /** What the API has added, by environment, and the environment that it chose. */
  private record Changes(@Nullable String environment, Map<String, Lists> environments) {
    static final Changes NONE = new Changes(null, Map.of());

    Changes {
      environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
      environments.values().forEach(Objects::requireNonNull);
    }

    Lists of(String name) {
      return environments.getOrDefault(name, Lists.NONE);
    }

    Changes with(String name, Lists lists) {
      Map<String, Lists> more = new LinkedHashMap<>(environments);
      more.put(name, lists);
      return new Changes(environment, more);
    }
  }

  private WhitelistStore(Path dataFolder, Optional<Path> file, Optional<String> startEnvironment) {
    this.changesFile = dataFolder.resolve("whitelist.json");
    this.file = file;
    this.startEnvironment = startEnvironment;
    this.base = readBase();
    this.changes = readChanges();
    this.rules = combine(base, changes);
  }

  /**
   * Reads the file, or allows everything outside the default blacklist without one.
   *
   * @param environment whose lists are in force, unless the API has chosen another one
   * @throws WhitelistFileException with everything that is wrong with the file
   */
  public static WhitelistStore open(
      Path dataFolder, Optional<Path> file, Optional<String> environment) {
    return new WhitelistStore(dataFolder, file, environment);
  }

  @Override
  public WhitelistRules rules() {
    return rules;
  }

  @Override
  public synchronized boolean addScene(String scenePath) {
    ResourcePath path = PathSyntax.require(scenePath, rules.pathLengthMax());
    return add(
        rules.exactScenes(),
        path.value(),
        lists ->
            new Lists(with(lists.scenes(), path.value()), lists.directories(), lists.wildcards()));
  }

  @Override
  public synchronized boolean addDirectory(String directory) {
    requireShort(directory);
    boolean isDirectory =
        directory.equals("res://")
            || (directory.endsWith("/")
                && !PathSyntax.isTraversal(directory)
                && ResourcePath.parse(directory)
                    .filter(path -> directory.equals(path.value() + "/"))
                    .isPresent());
    if (!isDirectory) {
      throw ApiException.badRequest(
          "Member dir_path must start with res://, end in / and be canonical");
    }
    return add(
        rules.directories(),
        directory,
        lists ->
            new Lists(lists.scenes(), with(lists.directories(), directory), lists.wildcards()));
  }

  @Override
  public synchronized boolean addWildcard(String pattern) {
    requireShort(pattern);
    if (pattern.isBlank() || PathSyntax.isTraversal(pattern)) {
      throw ApiException.badRequest("Member pattern must be a path with wildcards");
    }
    return add(
        rules.wildcards(),
        pattern,
        lists -> new Lists(lists.scenes(), lists.directories(), with(lists.wildcards(), pattern)));
  }

  @Override
  public synchronized void selectEnvironment(String environment) {
    if (!base.environments().containsKey(environment)) {
      throw new UnknownEnvironmentException(unknown(environment));
    }
    store(new Changes(environment, changes.environments()));
  }

  @Override
  public synchronized void reload() {
    WhitelistDocument again = readBase();
    WhitelistRules combined = combine(again, changes);
    base = again;
    rules = combined;
  }

  private boolean add(List<String> present, String entry, UnaryOperator<Lists> change) {
    if (present.contains(entry)) {
      return false;
    }
    if (present.size() >= ENTRIES_MAX) {
      throw ApiException.of(
          ErrorCode.UNPROCESSABLE, "The whitelist has " + ENTRIES_MAX + " entries of this kind");
    }
    String environment = rules.environment();
    store(changes.with(environment, change.apply(changes.of(environment))));
    return true;
  }

  // First on the disk, then in force: what was answered survives.
  private void store(Changes next) {
    WhitelistRules combined = combine(base, next);
    try {
      DurableFile.write(changesFile, Json.prettyBytes(next), true);
    } catch (IOException notDurable) {
      throw new UncheckedIOException(notDurable);
    }
    changes = next;
    rules = combined;
  }

  private WhitelistRules combine(WhitelistDocument document, Changes over) {
    String environment = environment(document, over);
    Lists lists = document.environments().getOrDefault(environment, Lists.NONE);
    Lists added = over.of(environment);
    return new WhitelistRules(
        environment,
        joined(lists.scenes(), added.scenes()),
        joined(lists.directories(), added.directories()),
        joined(lists.wildcards(), added.wildcards()),
        document.blacklistPatterns(),
        document.blacklistExact(),
        document.enabled(),
        file.isPresent(),
        document.pathLengthMax());
  }

  private String environment(WhitelistDocument document, Changes over) {
    String chosen = over.environment();
    if (chosen != null && document.environments().containsKey(chosen)) {
      return chosen;
    }
    if (chosen != null) {
      LOG.warn("The environment {} that was chosen is not in the whitelist any more", chosen);
    }
    if (startEnvironment.isPresent()) {
      String asked = startEnvironment.get();
      if (!document.environments().containsKey(asked)) {
        throw new WhitelistFileException(unknown(document, asked));
      }
      return asked;
    }
    return document
        .defaultEnvironment()
        .orElseGet(() -> document.environments().keySet().iterator().next());
  }

  private String unknown(String environment) {
    return unknown(base, environment);
  }

  private static String unknown(WhitelistDocument document, String environment) {
    List<String> known = List.copyOf(document.environments().keySet());
    String nearest =
        NearestName.of(environment, known).map(near -> "; did you mean " + near + "?").orElse("");
    return "there is no such environment; known are " + String.join(", ", known) + nearest;
  }

  private WhitelistDocument readBase() {
    if (file.isEmpty()) {
      return WhitelistDocument.BUILT_IN;
    }
    try {
      byte[] json =
          DurableFile.read(file.get(), FILE_BYTES_MAX)
              .orElseThrow(() -> new WhitelistFileException("it does not exist"));
      return WhitelistDocument.parse(json);
    } catch (IOException unreadable) {
      throw new WhitelistFileException("it can't be read");
    }
  }

  private Changes readChanges() {
    try {
      return DurableFile.read(changesFile, FILE_BYTES_MAX)
          .map(json -> Json.read(json, Changes.class))
          .orElse(Changes.NONE);
    } catch (IOException unreadable) {
      throw new WhitelistFileException("the changes in " + changesFile + " can't be read");
    } catch (JacksonException | IllegalArgumentException damaged) {
      throw new WhitelistFileException(
          "the changes in " + changesFile + " are damaged; restore or remove that file");
    }
  }

  private void requireShort(String entry) {
    if (entry.length() > rules.pathLengthMax()) {
      throw ApiException.badRequest(
          "A whitelist entry has at most " + rules.pathLengthMax() + " characters");
    }
  }

  private static List<String> with(List<String> list, String entry) {
    return joined(list, List.of(entry));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }
}
