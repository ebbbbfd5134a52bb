package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promise of the region: a change is visible to each get that begins after its invalidation.
 */
@Timeout(60)
class RegionFreshnessTest {
  private static final int KEYS = 4;
  private static final int CHANGES = 60_000;

  private final AtomicLong[] source = new AtomicLong[KEYS];
  private final AtomicLong[] announced = new AtomicLong[KEYS];

  @Test
  void noGetIsOlderThanTheLastInvalidationBeforeIt() throws Exception {
    for (int key = 0; key < KEYS; key++) {
      source[key] = new AtomicLong();
      announced[key] = new AtomicLong();
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Caches caches = Caches.open(new FakeClock())) {
      Region<Integer, Long> region =
          caches.region(
              RegionSpec.of("source", Integer.class, Long.class, 100, Duration.ofHours(1)));
      Future<?> writer = threads.submit(() -> change(region));
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(() -> staleReads(region, writer)));
      }
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).as("stale reads").isZero();
      }
      writer.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private void change(Region<Integer, Long> region) {
    for (int change = 1; change <= CHANGES; change++) {
      int key = change % KEYS;
      long version = source[key].incrementAndGet();
      switch (change % 3) {
        case 0 -> region.invalidate(key);
        case 1 -> region.invalidateIf(other -> other == key);
        default -> region.invalidateAll();
      }
      announced[key].set(version);
    }
  }

  private long staleReads(Region<Integer, Long> region, Future<?> writer) {
    long stale = 0;
    while (!writer.isDone()) {
      int key = ThreadLocalRandom.current().nextInt(KEYS);
      long newest = announced[key].get();
      if (region.get(key, this::read) < newest) {
        stale++;
      }
    }
    return stale;
  }

  /** Lingers after reading, so that changes overtake it. */
  private long read(int key) {
    long version = source[key].get();
    for (int i = ThreadLocalRandom.current().nextInt(100); i > 0; i--) {
      Thread.onSpinWait();
    }
    return version;
  }
}
