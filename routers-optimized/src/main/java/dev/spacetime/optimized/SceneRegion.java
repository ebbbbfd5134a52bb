package dev.spacetime.optimized;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.cache.RegionSettings;
import java.time.Duration;
import java.util.Locale;

/** What is kept. */
enum SceneRegion {
  /** Parsed files. */
  METADATA,
  /** Verdicts on scenes. */
  VALIDATION,
  /** The index of all scenes. */
  SCENES,
  /** Answers as they are sent. */
  RESPONSES,
  /** Verdicts on signed tokens that were found right. */
  AUTH;

  /** As metrics and the operator name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The region's own settings, under the operator's.
   *
   * @throws IllegalArgumentException when the operator's text says nothing sensible
   */
  RegionSettings settings(CacheSettings settings) {
    RegionSettings all = defaults().with(settings.regions().getOrDefault(label(), ""));
    return settings.onDisk() ? all : all.with(all.sizes().withDisk(0));
  }

  private RegionSettings defaults() {
    return switch (this) {
      case METADATA -> RegionSettings.of(Duration.ofHours(1));
      case VALIDATION ->
          RegionSettings.of(Duration.ofMinutes(10)).with("off-heap=4MB, disk=20MB, hot-keys=1000");
      case SCENES -> RegionSettings.of(Duration.ofMinutes(5));
      case RESPONSES -> RegionSettings.of(Duration.ofMinutes(5)).with("off-heap=4MB, hot-keys=100");
      case AUTH -> RegionSettings.of(Duration.ofSeconds(30)).with("heap=1000");
    };
  }
}
