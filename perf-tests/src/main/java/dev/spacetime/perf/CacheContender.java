package dev.spacetime.perf;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spacetime.cache.Caches;
import dev.spacetime.cache.Region;
import dev.spacetime.cache.RegionSpec;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.jspecify.annotations.Nullable;

/** One cache of many kinds, each bounded alike where it can be, each with the same time to live. */
public interface CacheContender extends AutoCloseable {
  Duration TIME_TO_LIVE = Duration.ofHours(1);

  @Nullable Integer get(Integer key);

  Integer get(Integer key, Function<Integer, Integer> loader);

  void put(Integer key, Integer value);

  @Override
  default void close() {}

  /** What a region is measured against. */
  enum Kind {
    /** A region, its statistics included. */
    REGION {
      @Override
      CacheContender open(int entriesMax) {
        return new OfRegion(entriesMax);
      }
    },
    /** What the region is built on, as its own guide opens it. */
    EHCACHE {
      @Override
      CacheContender open(int entriesMax) {
        return new OfEhcache(entriesMax);
      }
    },
    /** With its statistics. */
    CAFFEINE {
      @Override
      CacheContender open(int entriesMax) {
        return new OfCaffeine(entriesMax);
      }
    },
    /** Without bound, expiry or statistics: the least that any can cost. */
    MAP {
      @Override
      CacheContender open(int entriesMax) {
        return new OfMap();
      }
    };

    abstract CacheContender open(int entriesMax);
  }

  /** A region. */
  final class OfRegion implements CacheContender {
    private final Caches caches = Caches.open();
    private final Region<Integer, Integer> region;

    OfRegion(int entriesMax) {
      region =
          caches.region(
              RegionSpec.of("contender", Integer.class, Integer.class, entriesMax, TIME_TO_LIVE));
    }

    @Override
    public @Nullable Integer get(Integer key) {
      return region.get(key).orElse(null);
    }

    @Override
    public Integer get(Integer key, Function<Integer, Integer> loader) {
      return region.get(key, loader);
    }

    @Override
    public void put(Integer key, Integer value) {
      region.put(key, value);
    }

    @Override
    public void close() {
      caches.close();
    }
  }

  /** Ehcache alone. */
  final class OfEhcache implements CacheContender {
    private final CacheManager manager = CacheManagerBuilder.newCacheManagerBuilder().build(true);
    private final org.ehcache.Cache<Integer, Integer> cache;

    OfEhcache(int entriesMax) {
      cache =
          manager.createCache(
              "contender",
              CacheConfigurationBuilder.newCacheConfigurationBuilder(
                      Integer.class, Integer.class, ResourcePoolsBuilder.heap(entriesMax))
                  .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(TIME_TO_LIVE)));
    }

    @Override
    public @Nullable Integer get(Integer key) {
      return cache.get(key);
    }

    @Override
    public Integer get(Integer key, Function<Integer, Integer> loader) {
      Integer held = cache.get(key);
      if (held != null) {
        return held;
      }
      Integer loaded = loader.apply(key);
      cache.put(key, loaded);
      return loaded;
    }

    @Override
    public void put(Integer key, Integer value) {
      cache.put(key, value);
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  /** Caffeine. */
  final class OfCaffeine implements CacheContender {
    private final Cache<Integer, Integer> cache;

    OfCaffeine(int entriesMax) {
      cache =
          Caffeine.newBuilder()
              .maximumSize(entriesMax)
              .expireAfterWrite(TIME_TO_LIVE)
              .recordStats()
              .build();
    }

    @Override
    public @Nullable Integer get(Integer key) {
      return cache.getIfPresent(key);
    }

    @Override
    public Integer get(Integer key, Function<Integer, Integer> loader) {
      return cache.get(key, loader);
    }

    @Override
    public void put(Integer key, Integer value) {
      cache.put(key, value);
    }
  }

  /** A map. */
  final class OfMap implements CacheContender {
    private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();

    @Override
    public @Nullable Integer get(Integer key) {
      return map.get(key);
    }

    @Override
    public Integer get(Integer key, Function<Integer, Integer> loader) {
      return map.computeIfAbsent(key, loader);
    }

    @Override
    public void put(Integer key, Integer value) {
      map.put(key, value);
    }
  }
}
