package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Four threads at once, and every call of theirs counted once. */
@Timeout(60)
class RegionStatisticsTest {
  private static final int THREADS = 4;
  private static final int CALLS = 50_000;
  private static final int KEYS = 300;

  private final Caches caches = Caches.open(new FakeClock());
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final LongAdder gets = new LongAdder();
  private final LongAdder found = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder removed = new LongAdder();

  @AfterEach
  void close() {
    threads.shutdownNow();
    caches.close();
  }

  @Test
  void callsOnSharedKeysAreCounted() throws Exception {
    Region<Integer, Integer> region = region(KEYS / 2);
    onEachThread(thread -> call(region, new Random(thread), 0));
    RegionStatistics statistics = region.statistics();
    assertThat(statistics.hits() + statistics.misses()).isEqualTo(gets.sum());
    assertThat(statistics.misses()).isGreaterThanOrEqualTo(loads.sum());
    assertThat(statistics.loads()).isEqualTo(loads.sum());
    assertThat(statistics.sets()).isBetween(puts.sum(), puts.sum() + loads.sum());
    assertThat(statistics.invalidations()).isEqualTo(removed.sum());
    assertThat(statistics.failures()).isZero();
  }

  @Test
  void callsOnEachThreadsOwnKeysAreCounted() throws Exception {
    Region<Integer, Integer> region = region(THREADS * KEYS);
    onEachThread(thread -> call(region, new Random(thread), thread * KEYS));
    RegionStatistics statistics = region.statistics();
    assertThat(statistics.hits()).isEqualTo(found.sum());
    assertThat(statistics.misses()).isEqualTo(gets.sum() - found.sum());
    assertThat(statistics.loads()).isEqualTo(loads.sum());
    assertThat(statistics.sets()).isEqualTo(puts.sum() + loads.sum());
    assertThat(statistics.invalidations()).isEqualTo(removed.sum());
    assertThat(statistics.evictions()).isZero();
    assertThat(region.invalidateAll()).isEqualTo(statistics.heap().size());
  }

  @Test
  void everyEvictionIsCounted() throws Exception {
    Region<Integer, Integer> region = region(KEYS);
    onEachThread(
        thread -> {
          for (int i = 0; i < CALLS; i++) {
            region.put(thread * CALLS + i, i);
          }
        });
    RegionStatistics statistics = region.statistics();
    assertThat(statistics.sets()).isEqualTo(THREADS * CALLS);
    assertThat(statistics.heap().size()).isLessThanOrEqualTo(KEYS);
    assertThat(statistics.evictions()).isEqualTo(THREADS * CALLS - statistics.heap().size());
  }

  private Region<Integer, Integer> region(long entriesMax) {
    return caches.region(
        RegionSpec.of("counted", Integer.class, Integer.class, entriesMax, Duration.ofHours(1)));
  }

  private void onEachThread(IntConsumer work) throws Exception {
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      callers.add(threads.submit(() -> work.accept(thread)));
    }
    for (Future<?> caller : callers) {
      caller.get();
    }
  }

  private void call(Region<Integer, Integer> region, Random random, int firstKey) {
    for (int i = 0; i < CALLS; i++) {
      int key = firstKey + random.nextInt(KEYS);
      switch (random.nextInt(8)) {
        case 0 -> {
          region.put(key, i);
          puts.increment();
        }
        case 1 -> removed.add(region.invalidate(key));
        case 2, 3, 4 -> {
          gets.increment();
          found.add(region.get(key).stream().count());
        }
        default -> load(region, key);
      }
      if (i % 5_000 == 0) {
        removed.add(
            region.invalidateIf(
                other -> other >= firstKey && other < firstKey + KEYS && other % 3 == 0));
      }
    }
  }

  private void load(Region<Integer, Integer> region, int key) {
    gets.increment();
    boolean[] loaded = {false};
    Integer unused =
        region.get(
            key,
            same -> {
              loads.increment();
              loaded[0] = true;
              return same;
            });
    found.add(loaded[0] ? 0 : 1);
  }
}
