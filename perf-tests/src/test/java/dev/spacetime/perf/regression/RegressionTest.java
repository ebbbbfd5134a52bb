package dev.spacetime.perf.regression;

import static dev.spacetime.perf.regression.Variants.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.statistics.Quantiles;
import dev.spacetime.statistics.RatioEstimate;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether {@code optimized} has become slower, leaks or wears out: as ratios to {@code original}
 * and as trends, asked in turns, so that a busy machine meets both sides alike. Each rule is shown
 * to catch a regression that is put in on purpose.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegressionTest {
  private static final Call GET_SCENE = operator(Call.get("/scene"));
  private static final Call GET_SCENES = operator(Call.get("/scenes"));
  private static final Call GET_HISTORY = operator(Call.get("/scene/history"));
  private static final Call PUT_SCENE =
      operator(Call.put("/scene", "{\"scene_path\":\"res://many/scene_7.tscn\"}"));
  private static final Call INVALIDATE =
      operator(Call.post("/admin/cache/invalidate", "{\"scope\":\"all\"}"));

  // In times of what the original takes.
  private static final double LIGHT_MAX = 2;
  private static final double VALIDATION_MAX = 1;
  private static final double LISTING_MAX = 0.5;

  /** How many times as quick a warm answer is, at the very least. */
  private static final double WARM_GAIN_MIN = 2;

  private static final int THREADS = 4;
  private static final int REQUESTS_EACH = 500;
  private static final double CONCURRENCY_MAX = 2;
  private static final double LEAK_BYTES_MAX = 16;
  private static final double DEGRADATION_MAX = 1.5;

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private Variants variants;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    variants = new Variants(folder);
  }

  @AfterAll
  void end() throws Exception {
    variants.close();
  }

  private RatioEstimate slowdown(Call call, int requests) {
    return Variants.slowdown(variants.optimized(call), variants.original(call), 12, requests);
  }

  /** The regression: each request costs six of the original's more. */
  private RatioEstimate slowdownOfSlowed(Call call, int requests) {
    Runnable quick = variants.optimized(call);
    Runnable original = variants.original(call);
    Runnable slowed =
        () -> {
          quick.run();
          Variants.repeat(original, 6);
        };
    return Variants.slowdown(slowed, original, 12, requests);
  }

  private static boolean isSlower(RatioEstimate slowdown, double max) {
    return slowdown.interval().low() > max;
  }

  @Test
  void getScene() {
    assertThat(slowdown(GET_SCENE, 500)).matches(ratio -> !isSlower(ratio, LIGHT_MAX));
    assertThat(slowdownOfSlowed(GET_SCENE, 500)).matches(ratio -> isSlower(ratio, LIGHT_MAX));
  }

  @Test
  void validateScene() {
    assertThat(slowdown(PUT_SCENE, 60)).matches(ratio -> !isSlower(ratio, VALIDATION_MAX));
    assertThat(slowdownOfSlowed(PUT_SCENE, 30)).matches(ratio -> isSlower(ratio, VALIDATION_MAX));
  }

  @Test
  void listScenes() {
    assertThat(slowdown(GET_SCENES, 20)).matches(ratio -> !isSlower(ratio, LISTING_MAX));
    assertThat(slowdownOfSlowed(GET_SCENES, 8)).matches(ratio -> isSlower(ratio, LISTING_MAX));
  }

  @Test
  void sceneHistory() {
    assertThat(slowdown(GET_HISTORY, 500)).matches(ratio -> !isSlower(ratio, LIGHT_MAX));
    assertThat(slowdownOfSlowed(GET_HISTORY, 500)).matches(ratio -> isSlower(ratio, LIGHT_MAX));
  }

  @Test
  void cacheEffectiveness() {
    assertThat(warmGain(() -> {})).isGreaterThan(WARM_GAIN_MIN);
    // The regression: nothing is kept.
    assertThat(warmGain(variants.optimized(INVALIDATE))).isLessThan(WARM_GAIN_MIN);
  }

  private double warmGain(Runnable between) {
    Runnable list = variants.optimized(GET_SCENES);
    Variants.repeat(list, 50);
    double[] cold = new double[40];
    double[] warm = new double[40];
    for (int i = 0; i < cold.length; i++) {
      variants.optimized(INVALIDATE).run();
      cold[i] = Variants.nanos(list);
      between.run();
      warm[i] = Variants.nanos(list);
    }
    return Quantiles.of(cold, 0.25) / Quantiles.of(warm, 0.25);
  }

  @Test
  void concurrentLoad() throws Exception {
    Runnable request = variants.optimized(PUT_SCENE);
    assertThat(costOfCompany(threads -> request)).isLessThan(CONCURRENCY_MAX);
    // The regression: a request does the more, the more ask. Not what is under way counts: that
    // is as many as the machine lets run.
    assertThat(costOfCompany(threads -> () -> Variants.repeat(request, threads * threads)))
        .isGreaterThan(CONCURRENCY_MAX);
  }

  /**
   * Times as long for the same number of requests from several threads; the median.
   *
   * @param subject the request, for as many threads as ask
   */
  private static double costOfCompany(IntFunction<Runnable> subject) throws Exception {
    Runnable single = subject.apply(1);
    Runnable shared = subject.apply(THREADS);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      double[] ratios = new double[9];
      for (int i = 0; i < ratios.length; i++) {
        double alone = Variants.nanos(() -> Variants.repeat(single, THREADS * REQUESTS_EACH));
        ratios[i] = nanosInCompany(pool, shared) / alone;
      }
      return Quantiles.median(ratios);
    } finally {
      pool.shutdownNow();
    }
  }

  private static double nanosInCompany(ExecutorService pool, Runnable request) throws Exception {
    // On a busy machine the first would be done before the last begins, or before this thread
    // goes on: the clock starts with whoever comes last.
    AtomicLong begin = new AtomicLong();
    CyclicBarrier start = new CyclicBarrier(THREADS + 1, () -> begin.set(System.nanoTime()));
    List<Future<?>> parts = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      parts.add(
          pool.submit(
              () -> {
                start.await();
                Variants.repeat(request, REQUESTS_EACH);
                return null;
              }));
    }
    start.await();
    for (Future<?> part : parts) {
      part.get();
    }
    return System.nanoTime() - begin.get();
  }

  @Test
  void noMemoryLeak() {
    assertThat(bytesKeptByRequest(() -> {})).isLessThan(LEAK_BYTES_MAX);
    // The regression: something small is kept of each request.
    List<byte[]> leak = new ArrayList<>();
    assertThat(bytesKeptByRequest(() -> leak.add(new byte[64]))).isGreaterThan(LEAK_BYTES_MAX);
    assertThat(leak).isNotEmpty();
  }

  /** The least slope of the live heap over a hundred thousand requests that its error allows. */
  private double bytesKeptByRequest(Runnable more) {
    int requests = 10_000;
    Runnable[] mix = {
      variants.optimized(GET_SCENE),
      variants.optimized(PUT_SCENE),
      variants.optimized(GET_HISTORY),
      variants.optimized(operator(Call.get("/whitelist")))
    };
    double[] heap = new double[11];
    for (int i = 0; i < heap.length; i++) {
      for (int request = 0; i > 0 && request < requests; request++) {
        mix[request % mix.length].run();
        more.run();
      }
      heap[i] = liveHeapBytes();
    }
    // The first requests fill caches and buffers.
    return Trend.of(Arrays.copyOfRange(heap, 1, heap.length)).slopeMin() / requests;
  }

  private static double liveHeapBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void noDegradationOverTime() {
    assertThat(degradation(turn -> variants.optimized(PUT_SCENE))).isLessThan(DEGRADATION_MAX);
    // The regression: the longer it runs, the more each request does.
    assertThat(degradation(turn -> () -> Variants.repeat(variants.optimized(PUT_SCENE), 1 + turn)))
        .isGreaterThan(DEGRADATION_MAX);
  }

  // Of three, the median: while the first runs, the original may still be being compiled.
  private double degradation(IntFunction<Runnable> subject) {
    double[] rounds = new double[3];
    Arrays.setAll(rounds, round -> degradationOfRound(subject));
    return Quantiles.median(rounds);
  }

  // Times as long in the last quarter as in the first.
  private double degradationOfRound(IntFunction<Runnable> subject) {
    int turns = 40;
    Runnable original = variants.original(PUT_SCENE);
    Variants.slowdown(subject.apply(0), original, 3, 500);
    double[] ratios = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      ratios[turn] = Variants.slowdown(subject.apply(turn), original, 100);
    }
    double[] early = Arrays.copyOf(ratios, turns / 4);
    double[] late = Arrays.copyOfRange(ratios, turns * 3 / 4, turns);
    return Quantiles.median(late) / Quantiles.median(early);
  }
}
