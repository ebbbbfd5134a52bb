package dev.spacetime.cache;

import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.Builder;
import org.ehcache.config.ResourcePools;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.spi.service.StatisticsService;

/** The caches on and off the heap of all regions. */
final class MemoryTiers implements AutoCloseable {
  private final StatisticsService statistics = new DefaultStatisticsService();
  private final CacheManager manager;
  private final long offHeapBytesMax;
  private long offHeapBytes;

  MemoryTiers(Ticker ticker, long offHeapBytesMax) {
    this.offHeapBytesMax = offHeapBytesMax;
    this.manager =
        CacheManagerBuilder.newCacheManagerBuilder().using(statistics).using(ticker).build(true);
  }

  /** Entries by reference. */
  <K, S> Cache<K, S> onHeap(String name, Class<K> keyType, Class<S> type, long entriesMax) {
    return manager.createCache(
        name,
        CacheConfigurationBuilder.newCacheConfigurationBuilder(
                keyType,
                type,
                ResourcePoolsBuilder.newResourcePoolsBuilder().heap(entriesMax, EntryUnit.ENTRIES))
            .withResilienceStrategy(new EscalatingResilience<>()));
  }

  /**
   * Entries as bytes.
   *
   * @throws IllegalArgumentException when the regions ask for more than there is
   */
  Cache<String, byte[]> offHeap(String name, long bytesMax) {
    if (offHeapBytes + bytesMax > offHeapBytesMax) {
      throw RegionSpec.impossible(
          name,
          "asks for %d bytes off the heap, and of the %d bytes for all regions %d are left"
              .formatted(bytesMax, offHeapBytesMax, offHeapBytesMax - offHeapBytes));
    }
    Cache<String, byte[]> cache =
        manager.createCache(
            offHeapName(name),
            bytes(ResourcePoolsBuilder.newResourcePoolsBuilder().offheap(bytesMax, MemoryUnit.B)));
    offHeapBytes += bytesMax;
    return cache;
  }

  EhcacheFigures figures(String name) {
    return new EhcacheFigures(statistics.getCacheStatistics(name));
  }

  EhcacheFigures offHeapFigures(String name) {
    return figures(offHeapName(name));
  }

  @Override
  public void close() {
    manager.close();
  }

  static CacheConfigurationBuilder<String, byte[]> bytes(Builder<? extends ResourcePools> pools) {
    return CacheConfigurationBuilder.newCacheConfigurationBuilder(String.class, byte[].class, pools)
        .withResilienceStrategy(new EscalatingResilience<>());
  }

  private static String offHeapName(String region) {
    return region + ".off-heap";
  }
}
