package dev.spacetime.cache;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.CacheConfiguration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.spi.service.StatisticsService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All regions of a program, and the only place that builds a cache. Thread-safe. */
public final class Caches implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Caches.class);

  private final InstantSource clock;
  private final StatisticsService ehcacheStatistics = new DefaultStatisticsService();
  private final CacheManager manager;
  private final Map<String, Region<?, ?>> regions = new ConcurrentSkipListMap<>();
  private boolean closed;

  private Caches(InstantSource clock) {
    this.clock = clock;
    this.manager =
        CacheManagerBuilder.newCacheManagerBuilder()
            .using(ehcacheStatistics)
            .using(new ClockTimeSource(clock))
            .build(true);
  }

  /** Without a region yet, on a clock that no change of the wall clock disturbs. */
  public static Caches open() {
    return new Caches(new SteadyClock());
  }

  /**
   * Without a region yet.
   *
   * @param clock decides when an entry has outlived its time; to the millisecond
   */
  public static Caches open(InstantSource clock) {
    return new Caches(clock);
  }

  /**
   * Opens a region.
   *
   * @throws IllegalArgumentException when there is one of this name
   * @throws IllegalStateException when the caches are closed
   */
  public synchronized <K, V> Region<K, V> region(RegionSpec<K, V> spec) {
    if (closed) {
      throw new IllegalStateException(
          "The caches are closed, so region %s can't be opened".formatted(spec.name()));
    }
    if (regions.containsKey(spec.name())) {
      throw new IllegalArgumentException("There is a region of this name already: " + spec.name());
    }
    Cache<K, Held<V>> cache = manager.createCache(spec.name(), configuration(spec));
    RegionCounters counters = new RegionCounters();
    FailureLog failures = new FailureLog(spec.name(), clock, LOGGER, counters.failures);
    RegionStore<K, V> store =
        new RegionStore<>(
            spec.valueType(), cache, ehcacheStatistics.getCacheStatistics(spec.name()), failures);
    Region<K, V> region = new Region<>(spec, store, counters, failures);
    regions.put(spec.name(), region);
    return region;
  }

  /** The open regions by name, in alphabetical order. */
  public Map<String, Region<?, ?>> regions() {
    return Collections.unmodifiableMap(regions);
  }

  /** By region name, in alphabetical order. */
  public Map<String, RegionStatistics> statistics() {
    Map<String, RegionStatistics> byName = new TreeMap<>();
    regions.forEach((name, region) -> byName.put(name, region.statistics()));
    return Collections.unmodifiableMap(byName);
  }

  /**
   * Drops every entry of every region.
   *
   * @return how many live entries went
   */
  public long invalidateAll() {
    return regions.values().stream().mapToLong(Region::invalidateAll).sum();
  }

  /** Frees what the regions hold. They stay usable: every get is then a miss, counted as failed. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      manager.close();
    }
  }

  // Class literals know no type arguments; Held.class stands for Class<Held<V>>.
  @SuppressWarnings("unchecked")
  private static <K, V> CacheConfiguration<K, Held<V>> configuration(RegionSpec<K, V> spec) {
    return CacheConfigurationBuilder.newCacheConfigurationBuilder(
            spec.keyType(),
            (Class<Held<V>>) (Class<?>) Held.class,
            ResourcePoolsBuilder.heap(spec.heapEntriesMax()))
        .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(spec.timeToLive()))
        .withResilienceStrategy(new EscalatingResilience<>())
        .build();
  }
}
