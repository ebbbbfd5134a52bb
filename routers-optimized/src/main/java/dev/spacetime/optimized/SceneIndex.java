package dev.spacetime.optimized;

import dev.spacetime.api.wire.EncodedScenes;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneFile;
import dev.spacetime.scene.SceneSurvey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Every scene of a project outside hidden folders, sorted by path, each as it stands in an answer.
 * It is walked through once and then follows changes one by one. Thread-safe.
 */
final class SceneIndex {
  /** Some 30 MB, and far above any project. */
  static final int SCENES_MAX = 100_000;

  /** What a link shows may change with any file, so each is looked at again at every change. */
  static final int LINKS_MAX = 100;

  private static final String ADDONS = "/addons/";

  private final ProjectFiles files;
  private final NavigableMap<ResourcePath, byte[]> scenes = new TreeMap<>();
  private final NavigableSet<ResourcePath> links = new TreeSet<>();
  private boolean whole = true;

  private SceneIndex(ProjectFiles files) {
    this.files = files;
  }

  static SceneIndex of(ProjectFiles files) throws IOException {
    SceneIndex index = new SceneIndex(files);
    var unused = index.follow(ResourcePath.ROOT);
    return index;
  }

  /**
   * Looks again at what is at a path and below it, and at the links.
   *
   * @return the scenes that came, went or look different; empty when they can't be followed, and
   *     the index is of no use any more
   */
  synchronized Optional<Set<ResourcePath>> follow(ResourcePath path) throws IOException {
    Set<ResourcePath> changed = new TreeSet<>();
    replace(path, files.survey(path), changed);
    for (ResourcePath link : List.copyOf(links)) {
      if (!link.isAtOrBelow(path)) {
        replace(link, files.survey(link), changed);
      }
    }
    whole &= scenes.size() <= SCENES_MAX;
    return whole && links.size() <= LINKS_MAX ? Optional.of(changed) : Optional.empty();
  }

  /** The body of an answer; empty where the index does not know. */
  synchronized Optional<byte[]> page(ScenesQuery query) {
    if (!whole || query.directory().isHidden()) {
      return Optional.empty();
    }
    int limit = query.limit().orElse(Integer.MAX_VALUE);
    List<byte[]> page = new ArrayList<>();
    Optional<ResourcePath> last = Optional.empty();
    for (var scene : following(query).entrySet()) {
      if (query.includeAddons() || !isAddon(scene.getKey(), query.directory())) {
        if (page.size() == limit) {
          return Optional.of(EncodedScenes.page(query, page, last));
        }
        page.add(scene.getValue());
        last = Optional.of(scene.getKey());
      }
    }
    return Optional.of(EncodedScenes.page(query, page, Optional.empty()));
  }

  /** Whether a scene or a folder of one has such a path. */
  synchronized boolean holds(Predicate<String> path) {
    return path.test(ResourcePath.ROOT.value())
        || scenes.keySet().stream()
            .anyMatch(
                scene -> {
                  ResourcePath step = scene;
                  while (!step.equals(ResourcePath.ROOT) && !path.test(step.value())) {
                    step = step.parent();
                  }
                  return !step.equals(ResourcePath.ROOT);
                });
  }

  private void replace(ResourcePath path, SceneSurvey found, Set<ResourcePath> changed) {
    NavigableMap<ResourcePath, byte[]> former = new TreeMap<>(PathRange.below(scenes, path));
    byte[] itself = scenes.get(path);
    if (itself != null) {
      former.put(path, itself);
    }
    // Names that can't be told from one another in a path are kept by nobody.
    whole &=
        found.scenes().stream().map(SceneFile::path).distinct().count() == found.scenes().size();
    for (SceneFile scene : found.scenes()) {
      byte[] encoded = EncodedScenes.scene(scene);
      scenes.put(scene.path(), encoded);
      if (!Arrays.equals(encoded, former.remove(scene.path()))) {
        changed.add(scene.path());
      }
    }
    scenes.keySet().removeAll(former.keySet());
    changed.addAll(former.keySet());
    links.removeIf(link -> link.isAtOrBelow(path));
    links.addAll(found.links());
  }

  private NavigableMap<ResourcePath, byte[]> following(ScenesQuery query) {
    NavigableMap<ResourcePath, byte[]> all = PathRange.below(scenes, query.directory());
    Optional<ResourcePath> after = query.after();
    if (after.isEmpty() || all.isEmpty() || after.get().compareTo(all.firstKey()) < 0) {
      return all;
    }
    return after.get().compareTo(all.lastKey()) >= 0
        ? new TreeMap<>()
        : all.tailMap(after.get(), false);
  }

  private static boolean isAddon(ResourcePath scene, ResourcePath directory) {
    return scene.value().indexOf(ADDONS, directory.value().length() - 1) >= 0;
  }
}
