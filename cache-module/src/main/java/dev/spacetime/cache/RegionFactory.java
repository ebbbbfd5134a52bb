package dev.spacetime.cache;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import org.ehcache.Cache;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Puts a region together from its tiers. */
final class RegionFactory {
  private final Ticker ticker;
  private final MemoryTiers memory;
  private final Optional<DiskTiers> disk;
  private final Executor refreshes;
  private final Logger logger;

  /** Not for secrets: it only tells this run's entries from another's. */
  private final long run = ThreadLocalRandom.current().nextLong();

  RegionFactory(
      Ticker ticker,
      MemoryTiers memory,
      Optional<DiskTiers> disk,
      Executor refreshes,
      Logger logger) {
    this.ticker = ticker;
    this.memory = memory;
    this.disk = disk;
    this.refreshes = refreshes;
    this.logger = logger;
  }

  <K, V> Region<K, V> region(RegionSpec<K, V> spec) {
    RegionCounters counters = new RegionCounters();
    FailureLog failures = new FailureLog(spec.name(), ticker, logger, counters.failures);
    // The tier that may be refused comes first, so that a refused region leaves nothing behind.
    Optional<Tier<K, V>> offHeap = spec.encoding().flatMap(how -> offHeap(spec, how, failures));
    TieredStore<K, V> store =
        new TieredStore<>(
            heap(spec, failures),
            offHeap,
            spec.encoding().flatMap(how -> onDisk(spec, how, failures)),
            stillRight(spec),
            counters.expirations,
            failures);
    return new Region<>(
        spec,
        ticker,
        store,
        new KeptFailures<>(keptFailures(spec, failures), lifetime(spec).failureTimeToLive()),
        new TimesToLive<>(lifetime(spec), histories(spec, failures)),
        refreshes,
        counters,
        failures);
  }

  private <K, V> Tier<K, V> heap(RegionSpec<K, V> spec, FailureLog failures) {
    return new ShortcutTier<>(
        new HeapTier<>(
            onHeap(
                spec, "", RegionFactory.<Held<V>>typed(Held.class), heapEntriesMax(spec), failures),
            memory.figures(spec.name()),
            heapEntriesMax(spec)),
        heapEntriesMax(spec));
  }

  private <K, V> Optional<Tier<K, V>> offHeap(
      RegionSpec<K, V> spec, Encoding<K, V> encoding, FailureLog failures) {
    long bytesMax = spec.settings().sizes().offHeapBytesMax();
    if (bytesMax == 0) {
      return Optional.empty();
    }
    Cache<String, byte[]> cache = memory.offHeap(spec.name(), bytesMax);
    return Optional.of(
        new EncodedTier<>(
            new Envelope<>(encoding, run),
            new GuardedCache<>(cache, failures),
            memory.offHeapFigures(spec.name()),
            bytesMax,
            failures));
  }

  private <K, V> Optional<Tier<K, V>> onDisk(
      RegionSpec<K, V> spec, Encoding<K, V> encoding, FailureLog failures) {
    long bytesMax = spec.settings().sizes().diskBytesMax();
    if (bytesMax == 0) {
      return Optional.empty();
    }
    DiskTiers folder =
        disk.orElseThrow(
            () ->
                RegionSpec.impossible(
                    spec.name(), "has a disk tier, and there is no folder for it: set disk to 0"));
    return folder
        .open(spec.name(), bytesMax, encoding.values().version())
        .map(
            store ->
                new EncodedTier<>(
                    new Envelope<>(encoding, run),
                    new GuardedCache<>(store.cache(), failures),
                    store.figures(),
                    bytesMax,
                    failures));
  }

  private <K, V> @Nullable GuardedCache<K, KeptFailures.KeptFailure> keptFailures(
      RegionSpec<K, V> spec, FailureLog failures) {
    return lifetime(spec).failureTimeToLive().isZero()
        ? null
        : onHeap(
            spec, ".failures", KeptFailures.KeptFailure.class, KeptFailures.KEPT_MAX, failures);
  }

  private <K, V> @Nullable GuardedCache<K, ChangeHistory> histories(
      RegionSpec<K, V> spec, FailureLog failures) {
    return lifetime(spec).adaptive().on()
        ? onHeap(spec, ".histories", ChangeHistory.class, TimesToLive.HISTORIES_MAX, failures)
        : null;
  }

  private <K, S> GuardedCache<K, S> onHeap(
      RegionSpec<K, ?> spec, String suffix, Class<S> type, long entriesMax, FailureLog failures) {
    return new GuardedCache<>(
        memory.onHeap(spec.name() + suffix, spec.keyType(), type, entriesMax), failures);
  }

  private static <K, V> BiPredicate<? super K, ? super V> stillRight(RegionSpec<K, V> spec) {
    return spec.encoding()
        .<BiPredicate<? super K, ? super V>>map(Encoding::stillRight)
        .orElse((key, value) -> false);
  }

  private static long heapEntriesMax(RegionSpec<?, ?> spec) {
    return spec.settings().sizes().heapEntriesMax();
  }

  private static Lifetime lifetime(RegionSpec<?, ?> spec) {
    return spec.settings().lifetime();
  }

  // Class literals know no type arguments.
  @SuppressWarnings("unchecked")
  private static <T> Class<T> typed(Class<?> raw) {
    return (Class<T>) raw;
  }
}
