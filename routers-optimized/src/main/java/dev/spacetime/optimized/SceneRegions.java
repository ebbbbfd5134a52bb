package dev.spacetime.optimized;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.cache.CachesSpec;
import dev.spacetime.cache.RegionSettings;
import dev.spacetime.cache.RegionSpec;
import dev.spacetime.scene.ParseResult;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.security.CheckCache;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** The caches as the operator wants them. */
record SceneRegions(
    CachesSpec caches,
    RegionSpec<ResourcePath, ParseResult> metadata,
    RegionSpec<ResourcePath, Verdict> validation,
    RegionSpec<ResourcePath, SceneIndex> scenes,
    RegionSpec<ScenesQuery, HeldAnswer> responses,
    RegionSpec<String, CheckCache.Kept> auth) {

  /**
   * The regions.
   *
   * @param stillRight whether a verdict of a former run agrees with the files as they are
   * @throws IllegalArgumentException where {@link #problems} has something to say
   */
  static SceneRegions of(CacheSettings settings, BiPredicate<ResourcePath, Verdict> stillRight) {
    return new SceneRegions(
        caches(settings),
        metadata(SceneRegion.METADATA.settings(settings)),
        validation(SceneRegion.VALIDATION.settings(settings), stillRight),
        scenes(SceneRegion.SCENES.settings(settings)),
        responses(SceneRegion.RESPONSES.settings(settings)),
        auth(SceneRegion.AUTH.settings(settings)));
  }

  private static CachesSpec caches(CacheSettings settings) {
    CachesSpec spec = CachesSpec.DEFAULT.withOffHeap(settings.offHeap());
    return settings.folder().map(spec::withFolder).orElse(spec);
  }

  /** What is wrong, by the setting's name. */
  static Map<String, String> problems(CacheSettings settings) {
    Map<String, String> problems = new TreeMap<>();
    Map<SceneRegion, RegionSettings> regions = new EnumMap<>(SceneRegion.class);
    for (SceneRegion region : SceneRegion.values()) {
      check(
          region.label(),
          problems,
          () -> {
            RegionSettings chosen = region.settings(settings);
            requirePossible(region, chosen);
            regions.put(region, chosen);
          });
    }
    long offHeapBytes =
        regions.values().stream().mapToLong(region -> region.sizes().offHeapBytesMax()).sum();
    check(
        "off-heap",
        problems,
        () -> CachesSpec.DEFAULT.withOffHeap(settings.offHeap()).requireOffHeap(offHeapBytes));
    return problems;
  }

  private static void requirePossible(SceneRegion region, RegionSettings settings) {
    RegionSpec<?, ?> unused =
        switch (region) {
          case METADATA -> metadata(settings);
          case VALIDATION -> validation(settings, (scene, verdict) -> false);
          case SCENES -> scenes(settings);
          case RESPONSES -> responses(settings);
          case AUTH -> auth(settings);
        };
  }

  private static void check(String name, Map<String, String> problems, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException impossible) {
      problems.put(name, String.valueOf(impossible.getMessage()));
    }
  }

  private static RegionSpec<ResourcePath, ParseResult> metadata(RegionSettings settings) {
    return RegionSpec.of(
        SceneRegion.METADATA.label(), ResourcePath.class, ParseResult.class, settings);
  }

  private static RegionSpec<ResourcePath, Verdict> validation(
      RegionSettings settings, BiPredicate<ResourcePath, Verdict> stillRight) {
    return RegionSpec.of(
        SceneRegion.VALIDATION.label(),
        ResourcePath.class,
        Verdict.class,
        settings,
        Encodings.verdicts(stillRight));
  }

  private static RegionSpec<ResourcePath, SceneIndex> scenes(RegionSettings settings) {
    return RegionSpec.of(
        SceneRegion.SCENES.label(), ResourcePath.class, SceneIndex.class, settings);
  }

  private static RegionSpec<ScenesQuery, HeldAnswer> responses(RegionSettings settings) {
    return RegionSpec.of(
        SceneRegion.RESPONSES.label(),
        ScenesQuery.class,
        HeldAnswer.class,
        settings,
        Encodings.pages());
  }

  private static RegionSpec<String, CheckCache.Kept> auth(RegionSettings settings) {
    return RegionSpec.of(SceneRegion.AUTH.label(), String.class, CheckCache.Kept.class, settings)
        .exactly();
  }
}
