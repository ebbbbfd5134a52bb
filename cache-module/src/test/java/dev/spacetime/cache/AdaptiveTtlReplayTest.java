package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Replays a day of requests, once for each time to live, and counts loads and outdated answers. The
 * trace is made up from a seed: keys are asked for by Zipf's law, and each changes at random with a
 * mean interval of its own, from seconds to days (log-normal, as page lifetimes are found to be:
 * Cho and Garcia-Molina, "The Evolution of the Web and Implications for an Incremental Crawler",
 * VLDB 2000, has intervals from below a day to above four months).
 */
class AdaptiveTtlReplayTest {
  private static final int KEYS = 300;
  private static final int REQUESTS = 400_000;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final double MEDIAN_MILLIS = Duration.ofMinutes(20).toMillis();
  private static final double SPREAD = 2;
  private static final String ADAPTIVE =
      "ttl=2m, adaptive-floor=1s, adaptive-ceiling=6h, adaptive-outdated=";

  /** What a run cost, and how well it did. */
  private record Outcome(String settings, long loads, long outdated) {
    @Override
    public String toString() {
      return "%-75s %,8d loads %6.2f %% outdated"
          .formatted(settings, loads, 100.0 * outdated / REQUESTS);
    }
  }

  private final long[][] changes = changes(new Random(1));

  @Test
  void adaptiveBeatsEveryFixedTimeToLive() {
    List<Outcome> fixed = new ArrayList<>();
    for (String ttl : List.of("5s", "10s", "20s", "40s", "80s", "160s", "320s", "640s", "1280s")) {
      fixed.add(replay("ttl=" + ttl));
    }
    List<Outcome> adaptive = new ArrayList<>();
    for (String outdated : List.of("5%", "10%", "20%", "40%")) {
      adaptive.add(replay(ADAPTIVE + outdated));
    }
    fixed.forEach(System.out::println);
    for (Outcome outcome : adaptive) {
      double fixedOutdated = outdatedAtSameLoads(fixed, outcome.loads());
      System.out.printf(
          "%s; fixed, for as many loads: %.2f %%%n", outcome, 100 * fixedOutdated / REQUESTS);
      assertThat(outcome.outdated())
          .as("outdated answers of %s", outcome)
          .isLessThan((long) fixedOutdated);
    }
  }

  private Outcome replay(String settings) {
    FakeClock clock = new FakeClock();
    Random random = new Random(2);
    double[] zipf = zipf();
    long outdated = 0;
    try (Caches caches = Caches.open(clock)) {
      Region<Integer, Long> region =
          caches.region(
              RegionSpec.of(
                  "replayed",
                  Integer.class,
                  Long.class,
                  RegionSettings.of(Duration.ofMinutes(2)).with("heap=1000, " + settings)));
      long startMillis = clock.millis();
      for (int request = 1; request <= REQUESTS; request++) {
        long nowMillis = request * DAY_MILLIS / REQUESTS;
        clock.advance(Duration.ofMillis(startMillis + nowMillis - clock.millis()));
        int key = draw(zipf, random);
        long version = version(key, nowMillis);
        outdated += region.get(key, any -> version) == version ? 0 : 1;
      }
      return new Outcome(settings, region.statistics().loads(), outdated);
    }
  }

  /** On the line between the two fixed times to live that load a little more and a little less. */
  private static double outdatedAtSameLoads(List<Outcome> fixed, long loads) {
    for (int i = 1; i < fixed.size(); i++) {
      Outcome more = fixed.get(i - 1);
      Outcome less = fixed.get(i);
      if (loads <= more.loads() && loads >= less.loads()) {
        double share = (double) (more.loads() - loads) / (more.loads() - less.loads());
        return more.outdated() + share * (less.outdated() - more.outdated());
      }
    }
    throw new AssertionError("No fixed time to live loads about " + loads + " times");
  }

  private static long[][] changes(Random random) {
    long[][] moments = new long[KEYS][];
    for (int key = 0; key < KEYS; key++) {
      double meanMillis = MEDIAN_MILLIS * Math.exp(SPREAD * random.nextGaussian());
      List<Long> times = new ArrayList<>();
      double time = 0;
      while (time < DAY_MILLIS) {
        time += -meanMillis * Math.log1p(-random.nextDouble());
        times.add((long) time);
      }
      moments[key] = times.stream().mapToLong(Long::longValue).toArray();
    }
    return moments;
  }

  /** How often the key has changed until then. */
  private long version(int key, long nowMillis) {
    int found = Arrays.binarySearch(changes[key], nowMillis);
    return found < 0 ? -found - 1 : found + 1;
  }

  private static double[] zipf() {
    double[] cumulated = new double[KEYS];
    double sum = 0;
    for (int rank = 0; rank < KEYS; rank++) {
      sum += 1.0 / (rank + 1);
      cumulated[rank] = sum;
    }
    return cumulated;
  }

  private static int draw(double[] zipf, Random random) {
    int found = Arrays.binarySearch(zipf, random.nextDouble() * zipf[KEYS - 1]);
    return Math.min(KEYS - 1, found < 0 ? -found - 1 : found);
  }
}
