package dev.spacetime.optimized;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.wire.ScenesAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.cache.Region;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The scenes of the project as an index that follows changes, and the pages that were cut from it.
 * A change drops the pages that show what has changed, and no others.
 */
final class SceneLists {
  private final ProjectFiles files;
  private final Region<ResourcePath, SceneIndex> indexes;
  private final Region<ScenesQuery, HeldAnswer> pages;

  /** What the last change was followed by: pages that survived it were cut from this one. */
  private @Nullable SceneIndex followed;

  SceneLists(
      ProjectFiles files,
      Region<ResourcePath, SceneIndex> indexes,
      Region<ScenesQuery, HeldAnswer> pages) {
    this.files = files;
    this.indexes = indexes;
    this.pages = pages;
  }

  /**
   * A page of a listing.
   *
   * @throws ApiException 404 when there is no such directory
   */
  ApiResponse page(ScenesQuery query) {
    return files.isPlain(query.directory())
        ? pages.get(query, this::cut).answer()
        : ApiResponse.json(walked(query));
  }

  /** A page that is on the heap and current; nothing is counted where there is none. */
  Optional<HeldAnswer> heldPage(ScenesQuery query) {
    return pages.getIfOnHeap(query);
  }

  /** A page of the files as they are now, to be kept. */
  HeldAnswer cut(ScenesQuery query) {
    requireDirectory(query);
    return new HeldAnswer(
        indexes
            .get(ResourcePath.ROOT, root -> index())
            .page(query)
            .map(body -> ApiResponse.of(200, ApiResponse.JSON, body))
            .orElseGet(() -> ApiResponse.json(walked(query))));
  }

  /** Something at or below a path has changed. One change at a time, as the file system tells. */
  synchronized void changed(ResourcePath path) {
    // A walk under way may have passed by before the change.
    long unused = indexes.invalidateWhere((root, index) -> false);
    SceneIndex index = indexes.getIfOnHeap(ResourcePath.ROOT).orElse(null);
    Optional<Set<ResourcePath>> scenes = index == null ? Optional.empty() : follow(index, path);
    if (scenes.isEmpty()) {
      unused = invalidateAll();
    } else if (index != followed) {
      unused = pages.invalidateAll();
    } else {
      unused = pages.invalidateIf(query -> shows(query.directory(), path, scenes.get()));
    }
    followed = index;
  }

  long invalidateIf(Predicate<String> matches) {
    return indexes.invalidateWhere((root, index) -> index.holds(matches))
        + pages.invalidateIf(query -> matches.test(query.directory().value()));
  }

  /** First the index: a page that is being cut from an old one is not kept then. */
  long invalidateAll() {
    return indexes.invalidateAll() + pages.invalidateAll();
  }

  private SceneIndex index() {
    try {
      return SceneIndex.of(files);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optional<Set<ResourcePath>> follow(SceneIndex index, ResourcePath path) {
    try {
      return index.follow(path);
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  // A folder that comes, goes or becomes another thing has an answer too, without any scene in it.
  // What is in hidden folders is not in the index, and what a link shows may lie in one.
  private static boolean shows(
      ResourcePath directory, ResourcePath changed, Set<ResourcePath> scenes) {
    return directory.isAtOrBelow(changed)
        || directory.isHidden()
        || scenes.stream().anyMatch(scene -> scene.isAtOrBelow(directory));
  }

  private ScenesAnswer walked(ScenesQuery query) {
    requireDirectory(query);
    try {
      return ScenesAnswer.of(query, files.scenes(query.directory(), query.includeAddons()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void requireDirectory(ScenesQuery query) {
    if (!files.directoryExists(query.directory())) {
      throw ApiException.notFound("The directory does not exist");
    }
  }
}
