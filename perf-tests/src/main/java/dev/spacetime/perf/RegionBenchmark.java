package dev.spacetime.perf;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a look-up in a region costs, beside the caches that it could have been. Run with {@code -t
 * 1} and {@code -t 2}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegionBenchmark {
  private static final int KEYS = 10_000;
  private static final int DRAWS = 1 << 16;

  /** A tenth of the keys has room, so that some of the loads miss. */
  private static final int FEW = KEYS / 10;

  @Param({"REGION", "EHCACHE", "CAFFEINE", "MAP"})
  public CacheContender.Kind contender = CacheContender.Kind.REGION;

  private CacheContender roomy = new CacheContender.OfMap();
  private CacheContender tight = new CacheContender.OfMap();
  private Integer[] keys = {};

  /** Where a thread is in the draws. */
  @State(Scope.Thread)
  public static class Position {
    private static final AtomicInteger THREADS = new AtomicInteger();
    private int next = THREADS.getAndIncrement() * 12_345;

    int next() {
      return next++ & (DRAWS - 1);
    }
  }

  @Setup
  public void fill() {
    keys = ZipfKeys.draw(DRAWS, KEYS, 1);
    roomy = contender.open(2 * KEYS);
    tight = contender.open(FEW);
    for (Integer key : keys) {
      roomy.put(key, key);
    }
  }

  @TearDown
  public void close() {
    roomy.close();
    tight.close();
  }

  /** Every look-up is a hit. */
  @Benchmark
  public Integer get(Position position) {
    Integer key = keys[position.next()];
    return checked(key, roomy.get(key));
  }

  /** Every look-up is a hit, of a caller who could load. */
  @Benchmark
  public Integer getOrLoadHit(Position position) {
    Integer key = keys[position.next()];
    return checked(key, roomy.get(key, same -> same));
  }

  /** Some look-ups miss, load at once and push another key out. */
  @Benchmark
  public Integer getOrLoad(Position position) {
    Integer key = keys[position.next()];
    return checked(key, tight.get(key, same -> same));
  }

  private static Integer checked(Integer key, @Nullable Integer value) {
    if (value == null || !value.equals(key)) {
      throw new IllegalStateException("Key " + key + " has the value " + value);
    }
    return value;
  }
}
