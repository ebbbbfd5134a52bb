package dev.spacetime.optimized;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.api.wire.ScenesAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.cache.CachePattern;
import dev.spacetime.cache.Caches;
import dev.spacetime.cache.Region;
import dev.spacetime.cache.RegionSpec;
import dev.spacetime.cache.RegionStatistics;
import dev.spacetime.scene.DocumentSource;
import dev.spacetime.scene.ParseResult;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.scene.SceneValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What was read from the project and is still current: parsed files, verdicts, and listings with
 * their answers. A change drops what rests on it; a reading that was under way when something
 * changed is given out but not kept.
 */
final class SceneStore implements ChangeListener, AutoCloseable {
  private static final int FILES_MAX = 2_000;
  private static final int LISTINGS_MAX = 100;

  private final ProjectFiles files;
  private final Caches caches;
  private final Region<ResourcePath, ParseResult> documents;
  private final Region<ResourcePath, Verdict> verdicts;
  private final Region<ScenesQuery, ApiResponse> pages;
  private final DocumentSource uncached;
  private final DocumentSource cached;

  SceneStore(ProjectFiles files, InstantSource clock) {
    this.files = files;
    this.caches = Caches.open(clock);
    this.documents =
        caches.region(
            RegionSpec.of(
                "metadata", ResourcePath.class, ParseResult.class, FILES_MAX, Duration.ofHours(1)));
    this.verdicts =
        caches.region(
            RegionSpec.of(
                "validation",
                ResourcePath.class,
                Verdict.class,
                FILES_MAX,
                Duration.ofMinutes(10)));
    this.pages =
        caches.region(
            RegionSpec.of(
                "scenes",
                ScenesQuery.class,
                ApiResponse.class,
                LISTINGS_MAX,
                Duration.ofMinutes(5)));
    this.uncached = DocumentSource.uncached(files);
    this.cached = new CachedDocuments();
  }

  /** The files of the project, each parsed once as long as it does not change. */
  private final class CachedDocuments implements DocumentSource {
    @Override
    public boolean exists(ResourcePath path) {
      return files.exists(path);
    }

    @Override
    public ParseResult document(ResourcePath path) {
      return files.isPlain(path)
          ? documents.get(path, uncached::document)
          : uncached.document(path);
    }
  }

  /** The verdict on a scene, as of its files now. */
  Verdict verdict(ResourcePath scene) {
    Verdict kept = verdicts.get(scene, this::judge);
    return kept.watchable() ? kept : judge(scene);
  }

  /** The verdict on a scene from its files, whatever is kept; what is kept is renewed. */
  SceneReport readAgain(ResourcePath scene) {
    SceneReport report = new SceneValidator(uncached).validate(scene);
    report.dependencies().forEach(this::changed);
    return report;
  }

  /**
   * A page of a listing.
   *
   * @throws ApiException 404 when there is no such directory
   */
  ApiResponse page(ScenesQuery query) {
    return files.isPlain(query.directory()) ? pages.get(query, this::list) : list(query);
  }

  @Override
  public void changed(ResourcePath path) {
    Predicate<ResourcePath> affected = new AtOrBelow(path);
    documents.invalidateIf(affected);
    verdicts.invalidateWhere(
        (scene, verdict) -> verdict.report().dependencies().stream().anyMatch(affected));
    // A link in a listing shows the size of a file elsewhere, so any change may show in any.
    pages.invalidateAll();
  }

  @Override
  public void everythingChanged() {
    caches.invalidateAll();
  }

  long invalidate(CacheInvalidation invalidation) {
    return switch (invalidation.scope()) {
      case REGION -> invalidateRegion(invalidation.text());
      case KEY -> invalidateIf(invalidation.text()::equals);
      case PATTERN -> invalidateIf(CachePattern.matching(invalidation.text()));
      case SCENES, EVERYTHING -> caches.invalidateAll();
    };
  }

  Map<String, VariantStatistics.Region> statistics() {
    Map<String, VariantStatistics.Region> statistics = new TreeMap<>();
    caches.statistics().forEach((name, region) -> statistics.put(name, of(region)));
    return statistics;
  }

  @Override
  public void close() {
    caches.close();
  }

  private Verdict judge(ResourcePath scene) {
    SceneReport report = new SceneValidator(cached).validate(scene);
    return Verdict.of(report, report.dependencies().stream().allMatch(files::isPlain));
  }

  private ApiResponse list(ScenesQuery query) {
    if (!files.directoryExists(query.directory())) {
      throw ApiException.notFound("The directory does not exist");
    }
    try {
      return ApiResponse.json(
          ScenesAnswer.of(query, files.scenes(query.directory(), query.includeAddons())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private long invalidateIf(Predicate<String> matches) {
    return documents.invalidateIf(file -> matches.test(file.value()))
        + verdicts.invalidateIf(scene -> matches.test(scene.value()))
        + pages.invalidateIf(query -> matches.test(query.directory().value()));
  }

  // A variant may not know another's regions, so an unknown name drops nothing in either.
  private long invalidateRegion(String name) {
    long gone = 0;
    for (Region<?, ?> region : List.of(documents, verdicts, pages)) {
      if (region.name().equals(name)) {
        gone += region.invalidateAll();
      }
    }
    return gone;
  }

  private static VariantStatistics.Region of(RegionStatistics region) {
    return new VariantStatistics.Region(
        region.hits(),
        region.misses(),
        region.heap().size(),
        region.heap().sizeMax(),
        region.offHeap().bytes(),
        region.offHeap().bytesMax(),
        region.evictions(),
        region.sets(),
        region.invalidations(),
        region.timeToLive().toSeconds());
  }
}
