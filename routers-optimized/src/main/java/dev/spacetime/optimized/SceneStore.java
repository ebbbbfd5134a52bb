package dev.spacetime.optimized;

import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.cache.CachePattern;
import dev.spacetime.cache.Caches;
import dev.spacetime.cache.Region;
import dev.spacetime.cache.RegionLoader;
import dev.spacetime.cache.RegionStatistics;
import dev.spacetime.cache.WarmUp;
import dev.spacetime.scene.DocumentSource;
import dev.spacetime.scene.ParseResult;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.scene.SceneValidator;
import dev.spacetime.security.CheckCache;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What was read from the project and is still current: parsed files, verdicts, and listings with
 * their answers. A change drops what rests on it; a reading that was under way when something
 * changed is given out but not kept.
 */
final class SceneStore implements ChangeListener, AutoCloseable {
  private final ProjectFiles files;
  private final InstantSource clock;
  private final Caches caches;
  private final Dependants dependants = new Dependants();
  private final boolean persistent;
  private final Region<ResourcePath, ParseResult> documents;
  private final Region<ResourcePath, Verdict> verdicts;
  private final Region<ScenesQuery, HeldAnswer> pages;
  private final SceneLists lists;
  private final Region<String, CheckCache.Kept> checks;
  private final DocumentSource uncached;
  private final DocumentSource cached;

  SceneStore(ProjectFiles files, CacheSettings settings, InstantSource clock) {
    SceneRegions regions = SceneRegions.of(settings, this::stillRight);
    this.files = files;
    this.clock = clock;
    this.caches = Caches.open(regions.caches(), clock);
    this.documents = caches.region(regions.metadata());
    this.persistent = regions.validation().settings().sizes().diskBytesMax() > 0;
    this.verdicts = caches.region(regions.validation());
    this.pages = caches.region(regions.responses());
    this.lists = new SceneLists(files, caches.region(regions.scenes()), pages);
    this.checks = caches.region(regions.auth());
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

  /** The answer of a verdict that is on the heap and current; nothing is counted without one. */
  Optional<HeldAnswer> heldVerdict(ResourcePath scene) {
    return verdicts.getIfOnHeap(scene).filter(Verdict::watchable).map(Verdict::held);
  }

  /** The verdict on a scene from its files, whatever is kept; what is kept is renewed. */
  SceneReport readAgain(ResourcePath scene) {
    SceneReport report = new SceneValidator(uncached).validate(scene);
    report.dependencies().forEach(this::changed);
    return report;
  }

  SceneLists lists() {
    return lists;
  }

  @Override
  public void changed(ResourcePath path) {
    documents.invalidateIf(file -> file.isAtOrBelow(path));
    verdicts.invalidateEach(() -> dependants.take(path));
    lists.changed(path);
  }

  @Override
  public void everythingChanged() {
    long unused = invalidateScenes();
  }

  /** Verdicts on tokens: nothing that a file of the project says. */
  Region<String, CheckCache.Kept> checks() {
    return checks;
  }

  long invalidate(CacheInvalidation invalidation) {
    return switch (invalidation.scope()) {
      case REGION -> invalidateRegion(invalidation.text());
      case KEY -> invalidateIf(invalidation.text()::equals);
      case PATTERN -> invalidateIf(CachePattern.matching(invalidation.text()));
      case SCENES -> invalidateScenes();
      case EVERYTHING -> caches.invalidateAll();
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

  /** Loads what was hot in the last run; none of it is waited for. */
  WarmUp warmUp() {
    return caches.warmUp(
        List.of(new RegionLoader<>(verdicts, this::judge), new RegionLoader<>(pages, lists::cut)),
        WarmUp.Limits.DEFAULT);
  }

  private Verdict judge(ResourcePath scene) {
    Instant start = clock.instant();
    SceneReport report = new SceneValidator(cached).validate(scene);
    note(scene, report);
    return Verdict.of(
        report,
        report.dependencies().stream().allMatch(files::isPlain),
        persistent ? SourceStamp.of(files, report.dependencies(), start) : SourceStamp.UNKNOWN);
  }

  /** Of a former run's verdict. A change from now on is heard, one before is seen. */
  private boolean stillRight(ResourcePath scene, Verdict verdict) {
    note(scene, verdict.report());
    return verdict.sources().stillAre(files, verdict.report().dependencies());
  }

  private void note(ResourcePath scene, SceneReport report) {
    if (!dependants.note(scene, report.dependencies())) {
      verdicts.invalidateAll();
      var unused = dependants.note(scene, report.dependencies());
    }
  }

  private long invalidateIf(Predicate<String> matches) {
    return documents.invalidateIf(file -> matches.test(file.value()))
        + verdicts.invalidateIf(scene -> matches.test(scene.value()))
        + lists.invalidateIf(matches);
  }

  private long invalidateScenes() {
    return documents.invalidateAll() + verdicts.invalidateAll() + lists.invalidateAll();
  }

  // A variant may not know another's regions, so an unknown name drops nothing in either.
  private long invalidateRegion(String name) {
    long gone = 0;
    for (Region<?, ?> region : caches.regions().values()) {
      if (region.name().equals(name)) {
        gone += region.invalidateAll();
      }
    }
    return gone;
  }

  private static VariantStatistics.Region of(RegionStatistics region) {
    return new VariantStatistics.Region(
        region.hits(),
        region.staleHits(),
        region.misses(),
        region.heap().size(),
        region.heap().sizeMax(),
        region.offHeap().bytes(),
        region.offHeap().bytesMax(),
        region.disk().size(),
        region.disk().bytes(),
        region.disk().bytesMax(),
        region.evictions(),
        region.sets(),
        region.invalidations(),
        region.loadWaits(),
        region.failures(),
        region.timeToLive().toSeconds());
  }
}
