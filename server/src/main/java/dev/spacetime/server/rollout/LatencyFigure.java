package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;
import dev.spacetime.statistics.Quantiles;
import dev.spacetime.statistics.SlowdownBets;
import dev.spacetime.statistics.StratifiedWealth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** How much longer the candidate takes than the stable side's neighbouring requests. */
final class LatencyFigure {
  private static final int WAITING_MAX = 64;
  private static final int RATIOS_MAX = 2_048;

  private final double ratioMax;
  private final double differenceMaxNanos;
  private final SplittableRandom random;
  private final StratifiedWealth<Endpoint> wealth =
      new StratifiedWealth<>(Endpoint.values().length, SlowdownBets.ACCOUNTS);
  private final Map<Endpoint, Waiting> waiting = new EnumMap<>(Endpoint.class);
  private final double[] logRatios = new double[RATIOS_MAX];
  private long pairs;

  /** Durations that have met none of the other side yet. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Waiting(double[] stable, double[] candidate) {
    static final Waiting NONE = new Waiting(new double[0], new double[0]);
  }

  LatencyFigure(double ratioMax, double differenceMaxNanos, SplittableRandom random) {
    this.ratioMax = ratioMax;
    this.differenceMaxNanos = differenceMaxNanos;
    this.random = random;
  }

  void add(Endpoint endpoint, double[] stableNanos, double[] candidateNanos) {
    Waiting before = waiting.getOrDefault(endpoint, Waiting.NONE);
    double[] stable = joined(before.stable(), stableNanos);
    double[] candidate = joined(before.candidate(), candidateNanos);
    if (stable.length == 0 || candidate.length == 0) {
      waiting.put(endpoint, new Waiting(latest(stable), latest(candidate)));
      return;
    }
    waiting.remove(endpoint);
    shuffle(stable);
    shuffle(candidate);
    wealth.bet(endpoint, SlowdownBets.eValues(stable, candidate, ratioMax, differenceMaxNanos));
    for (int i = 0; i < Math.min(stable.length, candidate.length); i++) {
      logRatios[(int) (pairs++ % RATIOS_MAX)] =
          Math.log(Math.max(candidate[i], 1) / Math.max(stable[i], 1));
    }
  }

  void restart() {
    wealth.restart();
  }

  JudgedFigure judged(double limit) {
    double ratio =
        pairs == 0
            ? Double.NaN
            : Math.exp(
                Quantiles.median(Arrays.copyOf(logRatios, (int) Math.min(pairs, RATIOS_MAX))));
    // That it is worse by the least effect is what the evidence is for, at one endpoint perhaps.
    return new JudgedFigure(
        new GuardFigure(
            "latency_ratio", pairs == 0 ? Double.NaN : 1, ratio, pairs, wealth.value(), limit),
        ratio >= ratioMax,
        true);
  }

  private static double[] joined(double[] before, double[] after) {
    return DoubleStream.concat(Arrays.stream(before), Arrays.stream(after)).toArray();
  }

  private static double[] latest(double[] all) {
    return Arrays.copyOfRange(all, Math.max(0, all.length - WAITING_MAX), all.length);
  }

  private void shuffle(double[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }
}
