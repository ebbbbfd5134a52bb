package dev.spacetime.security;

import dev.spacetime.access.UnknownEnvironmentException;
import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.NearestName;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.security.WhitelistDocument.Lists;
import dev.spacetime.storage.DurableFile;
import dev.spacetime.storage.NotStored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whitelist: the operator's file, which is never written, and the changes that were made
 * through the API, which lie over it and are kept in {@code whitelist.json} of the data folder.
 */
public final class WhitelistStore implements WhitelistState {
  private static final Logger LOG = LoggerFactory.getLogger(WhitelistStore.class);
  private static final int FILE_BYTES_MAX = 16 << 20;

  private final Optional<Path> file;
  private final Optional<String> startEnvironment;
  private final ChangesStorage storage;
  private volatile State state;

  /**
   * All of it at one moment.
   *
   * @param rules what follows from both
   */
  private record State(WhitelistDocument base, WhitelistChanges changes, WhitelistRules rules) {}

  private WhitelistStore(Optional<Path> file, Optional<String> startEnvironment, Path changes) {
    this.file = file;
    this.startEnvironment = startEnvironment;
    this.storage = new ChangesFile(changes);
    this.state = read(WhitelistChanges.NONE);
  }

  private WhitelistStore(WhitelistStore origin, State state) {
    this.file = origin.file;
    this.startEnvironment = origin.startEnvironment;
    this.storage = ChangesStorage.NONE;
    this.state = state;
  }

  /**
   * Reads the file, or allows everything outside the default blacklist without one.
   *
   * @param environment whose lists are in force, unless the API has chosen another one
   * @throws WhitelistFileException with everything that is wrong with the file
   */
  public static WhitelistStore open(
      Path dataFolder, Optional<Path> file, Optional<String> environment) {
    return new WhitelistStore(file, environment, dataFolder.resolve("whitelist.json"));
  }

  @Override
  public WhitelistRules rules() {
    return state.rules();
  }

  @Override
  public Snapshot snapshot() {
    return new Moment(this, state);
  }

  private record Moment(WhitelistStore store, State state) implements Snapshot {
    @Override
    public WhitelistRules rules() {
      return state.rules();
    }

    @Override
    public WhitelistState detached() {
      return new WhitelistStore(store, state);
    }
  }

  @Override
  public synchronized boolean addScene(String scenePath) {
    ResourcePath path = PathSyntax.require(scenePath, rules().pathLengthMax());
    return add(
        rules().exactScenes(),
        path.value(),
        lists ->
            new Lists(with(lists.scenes(), path.value()), lists.directories(), lists.wildcards()));
  }

  @Override
  public synchronized boolean addDirectory(String directory) {
    if (!WhitelistEntries.isDirectory(directory)) {
      throw ApiException.badRequest("Member dir_path must be " + WhitelistEntries.DIRECTORY);
    }
    return add(
        rules().directories(),
        directory,
        lists ->
            new Lists(lists.scenes(), with(lists.directories(), directory), lists.wildcards()));
  }

  @Override
  public synchronized boolean addWildcard(String pattern) {
    if (!WhitelistEntries.isWildcard(pattern)) {
      throw ApiException.badRequest("Member pattern must be " + WhitelistEntries.WILDCARD);
    }
    return add(
        rules().wildcards(),
        pattern,
        lists -> new Lists(lists.scenes(), lists.directories(), with(lists.wildcards(), pattern)));
  }

  @Override
  public synchronized void selectEnvironment(String environment) {
    WhitelistDocument base = state.base();
    if (!base.environments().containsKey(environment)) {
      throw new UnknownEnvironmentException(unknown(base, environment));
    }
    store(state.changes().choosing(environment));
  }

  @Override
  public synchronized void reload() {
    state = read(state.changes());
  }

  private boolean add(List<String> present, String entry, UnaryOperator<Lists> change) {
    if (present.contains(entry)) {
      return false;
    }
    if (present.size() >= WhitelistEntries.COUNT_MAX) {
      throw ApiException.of(
          ErrorCode.UNPROCESSABLE,
          "The whitelist has " + WhitelistEntries.COUNT_MAX + " entries of this kind");
    }
    String environment = rules().environment();
    WhitelistChanges changes = state.changes();
    store(changes.with(environment, change.apply(changes.of(environment))));
    return true;
  }

  // First on the disk, then in force: what was answered survives.
  private void store(WhitelistChanges next) {
    State following = new State(state.base(), next, combine(state.base(), next));
    try {
      storage.write(next);
    } catch (IOException notDurable) {
      throw NotStored.refusal("whitelist", notDurable);
    }
    state = following;
  }

  private State read(WhitelistChanges last) {
    WhitelistDocument base = readBase();
    WhitelistChanges changes = storage.read(last);
    State read = new State(base, changes, combine(base, changes));
    warnOfLostChoice(read);
    return read;
  }

  private WhitelistRules combine(WhitelistDocument document, WhitelistChanges over) {
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

  private String environment(WhitelistDocument document, WhitelistChanges over) {
    String chosen = over.environment();
    if (chosen != null && document.environments().containsKey(chosen)) {
      return chosen;
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

  // Only of what is in force: nobody is led by a copy.
  private void warnOfLostChoice(State read) {
    String chosen = read.changes().environment();
    if (storage.lasts() && chosen != null && !chosen.equals(read.rules().environment())) {
      LOG.warn(
          "The environment that was chosen through the API is not in the whitelist any more; {} is"
              + " in force",
          read.rules().environment());
    }
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

  private static List<String> with(List<String> list, String entry) {
    return joined(list, List.of(entry));
  }

  // What the API has added may have come into the file since.
  private static List<String> joined(List<String> first, List<String> second) {
    Set<String> joined = new LinkedHashSet<>(first);
    joined.addAll(second);
    return List.copyOf(joined);
  }
}
