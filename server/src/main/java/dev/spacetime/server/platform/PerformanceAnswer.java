package dev.spacetime.server.platform;

import dev.spacetime.api.VariantStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** GET /performance. */
record PerformanceAnswer(
    String timestamp,
    String variant,
    Cache cache,
    Security security,
    ProcessFigures.Memory memory,
    Engine engine) {

  /**
   * @param freshness how changes on disk are noticed
   */
  record Cache(
      Level l1Cache,
      DiskLevel l2Cache,
      Map<String, RegionLevel> regions,
      Operations operations,
      WarmUp warmUp,
      String freshness) {
    static Cache of(VariantStatistics statistics) {
      Map<String, RegionLevel> regions = new TreeMap<>();
      statistics.regions().forEach((name, region) -> regions.put(name, RegionLevel.of(region)));
      return new Cache(
          Level.sum(statistics.regions().values()),
          DiskLevel.sum(statistics.regions().values()),
          regions,
          Operations.sum(statistics.regions().values()),
          WarmUp.of(statistics.warmUp()),
          statistics.freshness());
    }
  }

  record Level(
      long hits,
      long misses,
      double hitRatePercent,
      long size,
      long maxSize,
      long bytes,
      long maxBytes,
      long evictions) {
    static Level sum(Iterable<VariantStatistics.Region> regions) {
      Level sum = new Level(0, 0, 0, 0, 0, 0, 0, 0);
      for (VariantStatistics.Region region : regions) {
        sum = sum.plus(region);
      }
      return sum;
    }

    private Level plus(VariantStatistics.Region region) {
      return new Level(
          hits + region.hits(),
          misses + region.misses(),
          percent(hits + region.hits(), hits + region.hits() + misses + region.misses()),
          size + region.size(),
          maxSize + region.maxSize(),
          bytes + region.bytes(),
          maxBytes + region.maxBytes(),
          evictions + region.evictions());
    }
  }

  /** What is kept over a restart. */
  record DiskLevel(long size, long bytes, long maxBytes) {
    static DiskLevel sum(Iterable<VariantStatistics.Region> regions) {
      DiskLevel sum = new DiskLevel(0, 0, 0);
      for (VariantStatistics.Region region : regions) {
        sum =
            new DiskLevel(
                sum.size + region.diskSize(),
                sum.bytes + region.diskBytes(),
                sum.maxBytes + region.maxDiskBytes());
      }
      return sum;
    }
  }

  record WarmUp(String state, long keys, long loaded, long held, long failed) {
    static WarmUp of(VariantStatistics.WarmUp warmUp) {
      return new WarmUp(
          warmUp.state(), warmUp.keys(), warmUp.loaded(), warmUp.held(), warmUp.failed());
    }
  }

  record RegionLevel(
      long hits,
      long misses,
      double hitRatePercent,
      long size,
      long maxSize,
      long bytes,
      long maxBytes,
      long evictions,
      long ttlSeconds,
      long staleHits,
      long loadWaits,
      long failures,
      long diskSize,
      long diskBytes,
      long maxDiskBytes) {
    static RegionLevel of(VariantStatistics.Region region) {
      return new RegionLevel(
          region.hits(),
          region.misses(),
          percent(region.hits(), region.hits() + region.misses()),
          region.size(),
          region.maxSize(),
          region.bytes(),
          region.maxBytes(),
          region.evictions(),
          region.ttlSeconds(),
          region.staleHits(),
          region.loadWaits(),
          region.failures(),
          region.diskSize(),
          region.diskBytes(),
          region.maxDiskBytes());
    }
  }

  record Operations(long totalGets, long totalSets, long totalInvalidations) {
    static Operations sum(Iterable<VariantStatistics.Region> regions) {
      long gets = 0;
      long sets = 0;
      long invalidations = 0;
      for (VariantStatistics.Region region : regions) {
        gets += region.hits() + region.misses();
        sets += region.sets();
        invalidations += region.invalidations();
      }
      return new Operations(gets, sets, invalidations);
    }
  }

  record Security(Checks auth, Checks whitelist) {
    static Security of(VariantStatistics statistics) {
      return new Security(Checks.of(statistics.auth()), Checks.of(statistics.whitelist()));
    }
  }

  record Checks(long totalChecks, long cacheHits, double hitRatePercent) {
    static Checks of(VariantStatistics.Checks checks) {
      return new Checks(
          checks.total(), checks.cacheHits(), percent(checks.cacheHits(), checks.total()));
    }
  }

  /**
   * The server's counterpart of a frame loop.
   *
   * @param queueDepth scene loads that wait
   * @param purges of the edge, where there is one
   * @param fastLane requests that were answered before servlet and thread pool
   */
  record Engine(
      long requestsInFlight,
      long queueDepth,
      long concurrencyLimit,
      long shed,
      long fastLane,
      Purges.Figures purges,
      int threads,
      ProcessFigures.Collections garbageCollections,
      long uptimeSeconds,
      List<RequestMetrics.RequestFigures> requests) {}

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : Math.round(10_000.0 * part / whole) / 100.0;
  }
}
