package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** A broken cache is a miss, is counted, and never serves what it failed to remove. */
class BrokenCacheTest {
  /** All keys share a hash, so that looking one up compares it with the others. */
  private record Key(String name, boolean hashes, boolean compares) {
    static Key sound(String name) {
      return new Key(name, true, true);
    }

    @Override
    public int hashCode() {
      if (!hashes) {
        throw new UnsupportedOperationException("no hash");
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      if (!compares) {
        throw new UnsupportedOperationException("no comparison");
      }
      return other instanceof Key key && key.name.equals(name);
    }
  }

  private static final Key UNHASHABLE = new Key("unhashable", false, true);
  private static final Key INCOMPARABLE = new Key("incomparable", true, false);
  private static final RegionSpec<Key, String> SPEC =
      RegionSpec.of("broken", Key.class, String.class, 10, Duration.ofHours(1));

  private final Caches caches = Caches.open(new FakeClock());
  private final Region<Key, String> region = caches.region(SPEC);
  private final RegionCounters counters = new RegionCounters();
  private final DefaultStatisticsService statistics = new DefaultStatisticsService();
  private final CacheManager manager =
      CacheManagerBuilder.newCacheManagerBuilder().using(statistics).build(true);
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    caches.close();
    manager.close();
  }

  @Test
  void aKeyWithoutAHashIsAMiss() {
    assertThat(region.get(UNHASHABLE)).isEmpty();
    assertThat(region.statistics().misses()).isEqualTo(1);
    assertThat(region.statistics().failures()).isPositive();
    assertThat(region.get(UNHASHABLE, any -> "loaded")).isEqualTo("loaded");
    assertThat(region.statistics().misses()).isEqualTo(2);
    assertThat(region.statistics().loads()).isEqualTo(1);
    assertThat(region.statistics().sets()).isZero();
    assertThat(region.loadsUnderWay()).isZero();
  }

  @Test
  void aKeyThatCannotBeComparedIsAMiss() {
    region.put(Key.sound("sound"), "value");
    assertThat(region.get(INCOMPARABLE)).isEmpty();
    assertThat(region.get(INCOMPARABLE, any -> "loaded")).isEqualTo("loaded");
    assertThat(region.statistics().failures()).isPositive();
    assertThat(region.get(Key.sound("sound"), any -> "reloaded")).isIn("value", "reloaded");
  }

  @Test
  void aKeyThatCannotBeRemovedTakesEverythingWithIt() {
    region.put(Key.sound("sound"), "value");
    assertThat(region.invalidate(UNHASHABLE)).isZero();
    assertThat(region.statistics().failures()).isPositive();
    assertThat(region.get(Key.sound("sound"))).isEmpty();
    region.put(Key.sound("sound"), "value");
    region.put(UNHASHABLE, "value");
    assertThat(region.get(Key.sound("sound"))).isEmpty();
  }

  @Test
  void aClosedCacheIsAMiss() {
    region.put(Key.sound("key"), "value");
    caches.close();
    assertThat(region.get(Key.sound("key"))).isEmpty();
    assertThat(region.statistics().failures()).isPositive();
    assertThat(region.get(Key.sound("key"), any -> "loaded")).isEqualTo("loaded");
    region.put(Key.sound("key"), "value");
    assertThat(region.invalidate(Key.sound("key"))).isZero();
    assertThat(region.invalidateAll()).isZero();
    assertThat(region.get(Key.sound("key"))).isEmpty();
    assertThat(region.statistics().hits()).isZero();
    assertThat(region.statistics().misses()).isEqualTo(3);
  }

  @Test
  void aFailedRemovalDropsEverything() {
    Region<Key, String> faulty = faultyRegion();
    faulty.put(Key.sound("stale"), "value");
    faulty.put(Key.sound("other"), "value");
    failing.add("remove");
    assertThat(faulty.invalidate(Key.sound("stale"))).isEqualTo(1);
    failing.clear();
    assertThat(faulty.get(Key.sound("stale"))).isEmpty();
    assertThat(faulty.get(Key.sound("other"))).isEmpty();
    assertThat(faulty.statistics().failures()).isEqualTo(1);
  }

  @Test
  void aFailedPutDoesNotLeaveTheOlderValue() {
    Region<Key, String> faulty = faultyRegion();
    faulty.put(Key.sound("key"), "older");
    failing.add("put");
    faulty.put(Key.sound("key"), "newer");
    assertThat(faulty.get(Key.sound("key"))).isEmpty();
    assertThat(faulty.statistics().sets()).isEqualTo(1);
  }

  @Test
  void aFailedScanDropsEverything() {
    Region<Key, String> faulty = faultyRegion();
    faulty.put(Key.sound("key"), "value");
    failing.add("iterator");
    assertThat(faulty.invalidateIf(any -> true)).isZero();
    assertThat(faulty.get(Key.sound("key"))).isEmpty();
  }

  @Test
  void whatCannotBeDroppedIsNotServedUntilItCan() {
    Region<Key, String> faulty = faultyRegion();
    faulty.put(Key.sound("stale"), "value");
    failing.addAll(Set.of("remove", "clear"));
    faulty.invalidate(Key.sound("stale"));
    failing.clear();
    assertThat(faulty.get(Key.sound("stale"))).isEmpty();
    faulty.invalidateAll();
    assertThat(faulty.get(Key.sound("stale"))).isEmpty();
    faulty.put(Key.sound("fresh"), "value");
    assertThat(faulty.get(Key.sound("fresh"))).contains("value");
  }

  private Region<Key, String> faultyRegion() {
    FakeClock clock = new FakeClock();
    FailureLog log = new FailureLog("faulty", clock, NOPLogger.NOP_LOGGER, counters.failures);
    Tier<Key, String> heap =
        new HeapTier<>(
            new GuardedCache<>(faulty(soundCache()), log),
            new EhcacheFigures(statistics.getCacheStatistics("faulty")),
            10);
    return new Region<>(
        SPEC,
        new Ticker(clock),
        new TieredStore<>(
            heap, Optional.empty(), Optional.empty(), (k, v) -> true, counters.expirations, log),
        new KeptFailures<>(null, Duration.ZERO),
        new TimesToLive<>(SPEC.settings().lifetime(), null),
        Runnable::run,
        counters,
        log);
  }

  // Class literals know no type arguments.
  @SuppressWarnings("unchecked")
  private Cache<Key, Held<String>> soundCache() {
    return manager.createCache(
        "faulty",
        CacheConfigurationBuilder.newCacheConfigurationBuilder(
                Key.class,
                (Class<Held<String>>) (Class<?>) Held.class,
                ResourcePoolsBuilder.heap(10))
            .build());
  }

  /** The same cache, but its {@link #failing} methods throw. */
  @SuppressWarnings("unchecked")
  private Cache<Key, Held<String>> faulty(Cache<Key, Held<String>> sound) {
    return (Cache<Key, Held<String>>)
        Proxy.newProxyInstance(
            Cache.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) -> {
              if (failing.contains(method.getName())) {
                throw new IllegalStateException("out of order");
              }
              try {
                return method.invoke(sound, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
