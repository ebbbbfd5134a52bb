package dev.spacetime.perf.compare;

import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One stretch of load on one side: a few connections that ask as fast as they are answered.
 *
 * @param nanos latencies
 * @param startSeconds of a clock that began at any time
 */
record Block(Histogram nanos, double perSecond, double startSeconds) {
  private static final long NANOS_MAX = Duration.ofMinutes(2).toNanos();
  private static final int DIGITS = 3;

  private static Histogram histogram() {
    Histogram nanos = new Histogram(NANOS_MAX, DIGITS);
    nanos.setAutoResize(true);
    return nanos;
  }

  static Block run(
      ExecutorService threads, int users, Address address, Workload workload, Duration time)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Callable<Histogram>> tasks = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      tasks.add(() -> user(address, workload, start + time.toNanos()));
    }
    Histogram whole = histogram();
    for (Future<Histogram> user : threads.invokeAll(tasks)) {
      try {
        whole.add(user.get());
      } catch (ExecutionException failed) {
        throw new IOException(workload.name() + ": " + failed.getCause(), failed);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Block(whole, whole.getTotalCount() / seconds, start / 1e9);
  }

  /** Of all of them together. */
  static Histogram latencies(List<Block> blocks) {
    Histogram whole = histogram();
    blocks.forEach(block -> whole.add(block.nanos()));
    return whole;
  }

  /** Each so many neighbours as one; what is left over at the end goes. */
  static List<Block> merged(List<Block> blocks, int size) {
    if (size == 1) {
      return blocks;
    }
    return IntStream.range(0, blocks.size() / size)
        .mapToObj(group -> merged(blocks.subList(group * size, (group + 1) * size)))
        .toList();
  }

  private static Block merged(List<Block> blocks) {
    Histogram whole = latencies(blocks);
    double seconds =
        blocks.stream().mapToDouble(b -> b.nanos().getTotalCount() / b.perSecond()).sum();
    return new Block(whole, whole.getTotalCount() / seconds, blocks.get(0).startSeconds());
  }

  private static Histogram user(Address address, Workload workload, long end) throws IOException {
    Histogram nanos = histogram();
    try (Connection connection = Connection.to(address)) {
      List<byte[]> requests = workload.requests().stream().map(connection::prepare).toList();
      int next = 0;
      do {
        long sent = System.nanoTime();
        int status = connection.send(requests.get(next)).status();
        nanos.recordValue(Math.min(NANOS_MAX, System.nanoTime() - sent));
        if (status >= 400) {
          throw new IOException("answered " + status);
        }
        next = (next + 1) % requests.size();
      } while (System.nanoTime() < end);
    }
    return nanos;
  }
}
