package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Puts of ever new keys leave the memory within its bounds. So many as the system property {@code
 * spacetime.puts} says.
 */
class RegionMemoryTest {
  private static final int PUTS = Integer.getInteger("spacetime.puts", 300_000);
  private static final long MEGABYTE = 1 << 20;
  private static final long OFF_HEAP_BYTES = 10 * MEGABYTE;

  @Test
  @Timeout(1_200)
  void theMemoryIsBounded() {
    long heapBefore = heapBytes();
    long offHeapBefore = directBytes();
    try (Caches caches = Caches.open()) {
      Region<Integer, byte[]> region =
          caches.region(
              RegionSpec.of(
                  "flooded",
                  Integer.class,
                  byte[].class,
                  RegionSettings.of(Duration.ofHours(1))
                      .with("heap=100, off-heap=10MB, hot-keys=100, failure-ttl=1m"),
                  Encoding.ofThisRun(
                      new KeyCodec<>(String::valueOf, Integer::valueOf), ValueCodec.bytes())));
      for (int key = 0; key < PUTS; key++) {
        region.put(key, new byte[100]);
      }
      long heapGrown = heapBytes() - heapBefore;
      long offHeapGrown = directBytes() - offHeapBefore;
      RegionStatistics statistics = region.statistics();
      System.out.printf(
          "%,d puts: heap grew by %.1f MB, off-heap by %.1f MB, %,d entries off the heap, %,d evicted%n",
          PUTS,
          heapGrown / 1e6,
          offHeapGrown / 1e6,
          statistics.offHeap().size(),
          statistics.evictions());
      assertThat(statistics.sets()).isEqualTo(PUTS);
      assertThat(statistics.failures()).isZero();
      assertThat(statistics.heap().size()).isLessThanOrEqualTo(100);
      assertThat(statistics.offHeap().bytes()).isLessThanOrEqualTo(OFF_HEAP_BYTES);
      assertThat(statistics.evictions()).isEqualTo(PUTS - statistics.offHeap().size());
      assertThat(heapGrown).as("heap").isLessThan(8 * MEGABYTE);
      // The buffers are taken whole, in chunks.
      assertThat(offHeapGrown).as("off-heap").isLessThanOrEqualTo(OFF_HEAP_BYTES + MEGABYTE);
    }
  }

  private static long heapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
