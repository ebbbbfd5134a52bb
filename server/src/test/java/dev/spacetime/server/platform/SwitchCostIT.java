package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.SignedTokens;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import dev.spacetime.api.VariantContext;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.security.TokenBuckets;
import dev.spacetime.security.TokenStore;
import dev.spacetime.security.WhitelistStore;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.platform.VariantSwitch.Choice;
import dev.spacetime.server.rollout.CanaryPlan;
import dev.spacetime.server.rollout.Mode;
import dev.spacetime.server.rollout.Rollout;
import dev.spacetime.session.HistoryFile;
import dev.spacetime.session.LiveSession;
import dev.spacetime.statistics.PairedRatio;
import dev.spacetime.statistics.Quantiles;
import dev.spacetime.statistics.RatioEstimate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs a request that there is a switch, beside the cheapest answer there is. */
class SwitchCostIT {
  private static final String SECRET = "a-secret-that-is-long-enough-for-a-token";
  private static final int ESTIMATES = 3;
  private static final int BLOCKS = 40;
  private static final int REQUESTS = 20_000;
  private static final double RATIO_MAX = 1.03;

  private static final ApiRequest REQUEST =
      new ApiRequest(
          Method.GET,
          "/scene",
          "",
          HeaderFields.of("Authorization", "Bearer " + SECRET),
          RequestBody.EMPTY,
          new ClientAddress("192.0.2.1"),
          "of-the-test");

  @Test
  void isNotToBeMeasured(@TempDir Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (LiveSession session =
            new LiveSession(new HistoryFile(data), InstantSource.system(), System::nanoTime);
        VariantSwitch variants =
            new VariantSwitch(
                VariantCatalogue.onClassPath(), context(TestProject.in(folder), data, session))) {
      variants.apply(fixed("optimized"));
      Choice only = variants.stable();
      // Who asks is known at once from the second request on.
      assertThat(only.variant().handle(Endpoint.SCENE_CURRENT, REQUEST).status()).isEqualTo(200);
      double[] lows = new double[ESTIMATES];
      for (int estimate = 0; estimate < ESTIMATES; estimate++) {
        RatioEstimate ratio =
            ratio(
                () -> answer(variants.choice(REQUEST.headers(), REQUEST.client())),
                () -> answer(only));
        System.out.printf(
            "fixed mode over no switch at all: x %.4f (%.4f to %.4f)%n",
            ratio.ratio(), ratio.interval().low(), ratio.interval().high());
        lows[estimate] = ratio.interval().low();
      }
      // Of intervals of 95 % one in twenty is wrong.
      assertThat(Quantiles.median(lows)).isLessThan(RATIO_MAX);
    }
  }

  private static ApiResponse answer(Choice choice) {
    return choice
        .variant()
        .ifReady(Endpoint.SCENE_CURRENT, REQUEST, held -> true)
        .orElseThrow()
        .held()
        .answer();
  }

  private static RatioEstimate ratio(Supplier<ApiResponse> with, Supplier<ApiResponse> without) {
    Random random = new Random(1);
    double[] switched = new double[BLOCKS];
    double[] plain = new double[BLOCKS];
    for (int block = -BLOCKS; block < BLOCKS; block++) {
      boolean first = random.nextBoolean();
      double before = first ? nanos(without) : 0;
      double between = nanos(with);
      double after = first ? before : nanos(without);
      if (block >= 0) {
        switched[block] = between;
        plain[block] = after;
      }
    }
    return PairedRatio.estimate(switched, plain, 0.95, 1);
  }

  private static double nanos(Supplier<ApiResponse> work) {
    long begin = System.nanoTime();
    for (int i = 0; i < REQUESTS; i++) {
      if (work.get().status() != 200) {
        throw new AssertionError("Not answered");
      }
    }
    return System.nanoTime() - begin;
  }

  private static Rollout fixed(String variant) {
    return new Rollout(
        1,
        Mode.FIXED,
        variant,
        null,
        CanaryPlan.DEFAULT,
        0,
        false,
        0,
        false,
        null,
        Instant.EPOCH,
        "a test");
  }

  private static VariantContext context(TestProject project, Path data, LiveSession session)
      throws Exception {
    return new VariantContext(
        GodotProject.open(project.root()),
        session,
        TokenStore.forSecret(SECRET, InstantSource.system()),
        SignedTokens.NONE,
        WhitelistStore.open(data, Optional.empty(), Optional.empty()),
        TokenBuckets.off(),
        (endpoint, request, caller, statistics) -> {
          throw new IllegalArgumentException("Not asked for here");
        },
        new CacheSettings(Optional.empty(), false, "10MB", CacheSettings.WarmUp.OFF, Map.of()),
        InstantSource.system());
  }
}
