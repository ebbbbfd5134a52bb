package dev.spacetime.server.platform;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process needs of the machine. */
final class ProcessFigures {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessFigures() {}

  /**
   * Bytes; the resident set is 0 where the system doesn't tell.
   *
   * @param offHeapUsedBytes direct and mapped buffers
   */
  record Memory(
      long heapUsedBytes,
      long heapCommittedBytes,
      long heapMaxBytes,
      long offHeapUsedBytes,
      long residentSetBytes) {}

  record Collections(long count, long pauseMs) {}

  static Memory memory() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long offHeap =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Memory(
        heap.getUsed(), heap.getCommitted(), heap.getMax(), offHeap, residentSetBytes());
  }

  static Collections collections() {
    long count = 0;
    long pauseMillis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      count += Math.max(0, collector.getCollectionCount());
      pauseMillis += Math.max(0, collector.getCollectionTime());
    }
    return new Collections(count, pauseMillis);
  }

  static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  // Linux alone tells; the line reads "VmRSS:     123456 kB".
  private static long residentSetBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException notLinux) {
      return 0;
    }
    return 0;
  }
}
