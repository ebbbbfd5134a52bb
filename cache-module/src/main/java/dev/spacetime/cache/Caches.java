package dev.spacetime.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All regions of a program, and the only place that builds a cache. Thread-safe. */
public final class Caches implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Caches.class);
  private static final long HOT_KEYS_SECONDS = 60;

  private final Ticker ticker;
  private final RegionFactory factory;
  private final MemoryTiers memory;
  private final Optional<DiskTiers> disk;
  private final Background background = new Background();
  private final Map<String, Region<?, ?>> regions = new ConcurrentSkipListMap<>();
  private final List<WarmUp> warmUps = new ArrayList<>();
  private boolean closed;

  private Caches(CachesSpec spec, InstantSource clock, Optional<Executor> refreshes) {
    ticker = new Ticker(clock);
    memory = new MemoryTiers(ticker, spec.offHeapBytesMax());
    disk = spec.folder().map(folder -> new DiskTiers(folder, ticker, LOGGER));
    factory = new RegionFactory(ticker, memory, disk, refreshes.orElse(background::load), LOGGER);
    if (disk.isPresent()) {
      background.every(HOT_KEYS_SECONDS, this::writeHotKeys);
    }
  }

  /** Without a region yet, on a clock that no change of the wall clock disturbs. */
  public static Caches open() {
    return open(CachesSpec.DEFAULT);
  }

  /** The same. */
  public static Caches open(CachesSpec spec) {
    return open(spec, new SteadyClock());
  }

  /**
   * Without a region yet and without a folder.
   *
   * @param clock decides when an entry has outlived its time; to the millisecond
   */
  public static Caches open(InstantSource clock) {
    return open(CachesSpec.DEFAULT, clock);
  }

  /** Without a region yet. A folder that can't be used is done without; the log says why. */
  public static Caches open(CachesSpec spec, InstantSource clock) {
    return new Caches(spec, clock, Optional.empty());
  }

  /** Refreshes as this executor does. */
  static Caches open(CachesSpec spec, InstantSource clock, Executor refreshes) {
    return new Caches(spec, clock, Optional.of(refreshes));
  }

  /** Whether a warm-up from this folder would have something to load, found out at no cost. */
  public static boolean hasHotKeys(Path folder) {
    return DiskTiers.hasHotKeys(folder);
  }

  /**
   * Opens a region.
   *
   * @throws IllegalArgumentException when there is one of this name, or its sizes can't be had
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
    Region<K, V> region = factory.region(spec);
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
   * @return how many entries went that might still have been served
   */
  public long invalidateAll() {
    return regions.values().stream().mapToLong(Region::invalidateAll).sum();
  }

  /**
   * Loads what was hot when hot keys were last written down, the hottest of each region first, on
   * threads of its own.
   */
  public synchronized WarmUp warmUp(List<RegionLoader<?, ?>> loaders, WarmUp.Limits limits) {
    List<Iterator<BooleanSupplier>> byRegion =
        loaders.stream().map(loader -> loads(loader).iterator()).toList();
    List<BooleanSupplier> loads = new ArrayList<>();
    while (byRegion.stream().anyMatch(Iterator::hasNext)) {
      byRegion.stream().filter(Iterator::hasNext).map(Iterator::next).forEach(loads::add);
    }
    WarmUp warmUp = WarmUp.start(loads, limits, ticker, LOGGER);
    warmUps.add(warmUp);
    return warmUp;
  }

  /**
   * Frees what the regions hold, after writing down what disk tiers need for a warm start. The
   * regions stay usable: every get is then a miss, counted as failed.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    warmUps.forEach(WarmUp::stop);
    background.close();
    writeHotKeys();
    memory.close();
    disk.ifPresent(DiskTiers::close);
  }

  void writeHotKeys() {
    disk.filter(DiskTiers::writable).ifPresent(this::writeHotKeys);
  }

  private void writeHotKeys(DiskTiers folder) {
    for (Region<?, ?> region : regions.values()) {
      try {
        if (region.spec().settings().hotKeysMax() > 0) {
          folder.hotKeys(region.name()).write(region.hottestKeys());
        }
      } catch (IOException | RuntimeException failure) {
        LOGGER.warn(
            "The hot keys of region {} were not written down: {}",
            region.name(),
            failure.toString());
      }
    }
  }

  private <K, V> List<BooleanSupplier> loads(RegionLoader<K, V> loader) {
    Region<K, V> region = loader.region();
    Optional<Encoding<K, V>> encoding = region.spec().encoding();
    if (disk.isEmpty() || encoding.isEmpty()) {
      return List.of();
    }
    try {
      return disk.get().hotKeys(region.name()).read().stream()
          .<BooleanSupplier>map(
              text -> () -> region.warm(encoding.get().keys().key().apply(text), loader.loader()))
          .toList();
    } catch (IOException | RuntimeException unreadable) {
      LOGGER.warn(
          "The hot keys of region {} can't be read: {}", region.name(), unreadable.toString());
      return List.of();
    }
  }
}
