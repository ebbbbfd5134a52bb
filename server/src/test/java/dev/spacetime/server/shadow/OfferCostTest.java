package dev.spacetime.server.shadow;

import static dev.spacetime.server.shadow.ShadowWorld.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.rollout.Side;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shadowing costs the thread of a request that it takes, and of one that it doesn't. */
class OfferCostTest {
  private static final int ROUNDS = 20;
  private static final int REQUESTS = 2_000;

  // Nothing is dropped, so each request pays the whole price.
  private static final ShadowSettings ROOMY =
      new ShadowSettings(
          ROUNDS * REQUESTS, 200, 1 << 16, Duration.ofSeconds(5), Duration.ZERO, 0.1, 16);

  // Of the processor: however busy the machine is with other things. Printed figures are far below.
  private static final double NANOS_MAX = 20_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @Test
  void requestsHardlyNoticeTheirShadow() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder);
        Shadow shadow = world.shadow(ROOMY, () -> false, age -> false)) {
      double off = median(() -> shadow.wants(Endpoint.SCENE_CURRENT) ? 1 : 0);
      shadow.compare("original", "optimized", 10);
      double drawn = median(() -> shadow.wants(Endpoint.SCENE_CURRENT) ? 1 : 0);
      Call call = Call.get("/scene").token(READER).header("Accept", "*/*");
      ApiRequest request = ShadowWorld.request(Endpoint.SCENE_CURRENT, call);
      ApiResponse answer = world.serving("original").handle(Endpoint.SCENE_CURRENT, request);
      double taken =
          median(
              () -> {
                StateSnapshot before = shadow.snapshot();
                shadow.offer(
                    new Served(Side.STABLE, Endpoint.SCENE_CURRENT, request, before, answer));
                return before.session().history().loads().size();
              });
      System.out.printf(
          "processor time of a request's thread: %.1f ns without shadowing, %.1f ns to draw, %.0f"
              + " ns for one that is taken%n",
          off, drawn, taken);
      assertThat(shadow.figures().dropped()).isZero();
      assertThat(drawn).isLessThan(NANOS_MAX);
      assertThat(taken).isLessThan(NANOS_MAX);
    }
  }

  private interface Work {
    int perform();
  }

  private static double median(Work work) {
    double[] nanos = new double[ROUNDS];
    int done = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < REQUESTS; i++) {
        done += work.perform();
      }
      nanos[round] = 1.0 * (THREADS.getCurrentThreadCpuTime() - begin) / REQUESTS;
    }
    assertThat(done).isNotNegative();
    Arrays.sort(nanos);
    return nanos[ROUNDS / 2];
  }
}
