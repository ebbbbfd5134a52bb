package dev.spacetime.cache;

import java.io.IOException;
import org.ehcache.Cache;
import org.ehcache.PersistentCacheManager;
import org.ehcache.StateTransitionException;
import org.ehcache.config.CacheConfiguration;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.spi.service.StatisticsService;

/**
 * The Ehcache side of one region's disk tier. A folder and a manager of its own, so that what is
 * broken there breaks nothing else.
 */
final class DiskStore {
  private static final String ALIAS = "entries";

  private final DiskFolder folder;
  private final PersistentCacheManager manager;
  private final StatisticsService statistics;
  private final Cache<String, byte[]> cache;

  private DiskStore(
      DiskFolder folder,
      PersistentCacheManager manager,
      StatisticsService statistics,
      Cache<String, byte[]> cache) {
    this.folder = folder;
    this.manager = manager;
    this.statistics = statistics;
    this.cache = cache;
  }

  /**
   * @throws IOException when the folder can't be written
   * @throws StateTransitionException when Ehcache can't use it
   */
  static DiskStore open(
      DiskFolder folder,
      Ticker ticker,
      CacheConfiguration<String, byte[]> configuration,
      long bytesMax)
      throws IOException {
    boolean warm = folder.prepare();
    try {
      return opened(folder, ticker, configuration, bytesMax);
    } catch (RuntimeException unusable) {
      if (!warm) {
        throw unusable;
      }
      folder.wipe();
      return opened(folder, ticker, configuration, bytesMax);
    }
  }

  Cache<String, byte[]> cache() {
    return cache;
  }

  EhcacheFigures figures() {
    return new EhcacheFigures(statistics.getCacheStatistics(ALIAS));
  }

  /** Writes everything down and vouches for it. */
  void close() throws IOException {
    manager.close();
    folder.seal();
  }

  private static DiskStore opened(
      DiskFolder folder,
      Ticker ticker,
      CacheConfiguration<String, byte[]> configuration,
      long bytesMax)
      throws IOException {
    StatisticsService statistics = new DefaultStatisticsService();
    PersistentCacheManager manager =
        CacheManagerBuilder.newCacheManagerBuilder()
            .with(CacheManagerBuilder.persistence(folder.files().toFile()))
            .using(statistics)
            .using(ticker)
            .build(true);
    try {
      Cache<String, byte[]> cache = manager.createCache(ALIAS, configuration);
      folder.reserve(bytesMax);
      return new DiskStore(folder, manager, statistics, cache);
    } catch (IOException | RuntimeException unusable) {
      manager.close();
      throw unusable;
    }
  }
}
