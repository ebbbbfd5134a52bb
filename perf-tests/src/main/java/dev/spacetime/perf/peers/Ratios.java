package dev.spacetime.perf.peers;

import dev.spacetime.comparison.Answer;
import dev.spacetime.perf.peers.LimitRow.Result;
import dev.spacetime.perf.process.Connection;
import dev.spacetime.statistics.PairedRatio;
import dev.spacetime.statistics.Quantiles;
import dev.spacetime.statistics.RatioEstimate;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Throughput of many sides, in interleaved rounds, and the ratios between them. */
final class Ratios {
  private static final double CONFIDENCE = 0.95;

  private final Loader loader;
  private final int seconds;
  private final long seed;
  private final PrintWriter out;
  private final List<Goal> goals = new ArrayList<>();
  private final Map<Side, List<Double>> perSecond = new LinkedHashMap<>();
  private final Map<Side, String> broken = new LinkedHashMap<>();

  Ratios(Loader loader, int seconds, long seed, PrintWriter out) {
    this.loader = loader;
    this.seconds = seconds;
    this.seed = seed;
    this.out = out;
  }

  /**
   * @param atLeast the goal, 0 for none
   */
  private record Goal(String what, double atLeast, Side side, Side other) {}

  void goal(String what, double atLeast, Side side, Side other) {
    goals.add(new Goal(what, atLeast, side, other));
    perSecond.putIfAbsent(side, new ArrayList<>());
    perSecond.putIfAbsent(other, new ArrayList<>());
  }

  /** Every side once in each round, in another random order each time; a first round warms up. */
  void run(int rounds) throws InterruptedException {
    Random random = new Random(seed);
    List<Side> order = new ArrayList<>(perSecond.keySet());
    order.forEach(this::checkAnswer);
    for (int round = 0; round <= rounds; round++) {
      Collections.shuffle(order, random);
      for (Side side : order) {
        measure(side, round == 0);
      }
      out.printf("round %d of %d%s%n", round, rounds, round == 0 ? " (warm-up)" : "");
    }
  }

  // A fast wrong answer is no figure.
  private void checkAnswer(Side side) {
    if (side.http2()) {
      return;
    }
    try {
      Answer answer = Connection.ask(side.address(), side.request());
      if (answer.status() != side.status()) {
        broken.put(side, "answers " + answer.status() + " instead of " + side.status());
      }
    } catch (IOException failed) {
      broken.put(side, failed.toString());
    }
  }

  private void measure(Side side, boolean warmUp) throws InterruptedException {
    if (broken.containsKey(side)) {
      return;
    }
    try {
      Loader.Reached reached =
          side.http2()
              ? loader.h2load(side.address(), side.request(), seconds)
              : loader.wrk(side.address(), side.request(), seconds);
      if (reached.failures() > 0) {
        broken.put(
            side, reached.failures() + " failures beside " + reached.requests() + " answers");
      } else if (!warmUp) {
        perSecond
            .computeIfAbsent(side, one -> new ArrayList<>())
            .add(reached.requests() == 0 ? Double.NaN : reached.perSecond());
      }
    } catch (IOException | RuntimeException failed) {
      broken.put(side, failed.toString());
    }
  }

  /** The median throughput of a side; no number when it never answered. */
  double median(Side side) {
    double[] values =
        perSecond.getOrDefault(side, List.of()).stream()
            .filter(value -> !value.isNaN())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return values.length == 0 ? Double.NaN : Quantiles.median(values);
  }

  List<LimitRow> rows() {
    return goals.stream().map(this::row).toList();
  }

  private LimitRow row(Goal goal) {
    String wanted = goal.atLeast() == 0 ? "" : "≥ " + LimitRow.number(goal.atLeast());
    for (Side side : List.of(goal.side(), goal.other())) {
      if (broken.containsKey(side)) {
        return LimitRow.failed(goal.what(), wanted, side.name() + " " + broken.get(side));
      }
    }
    List<Integer> rounds = roundsOfBoth(goal);
    if (rounds.size() < PairedRatio.PAIRS_MIN) {
      return LimitRow.failed(
          goal.what(), wanted, "both answered in only " + rounds.size() + " rounds");
    }
    double[] ours = values(goal.side(), rounds);
    double[] theirs = values(goal.other(), rounds);
    RatioEstimate estimate = PairedRatio.estimate(ours, theirs, CONFIDENCE, seed);
    String figure =
        "%s (%s/s : %s/s)"
            .formatted(
                LimitRow.number(estimate.ratio()),
                LimitRow.number(median(goal.side())),
                LimitRow.number(median(goal.other())));
    String interval =
        LimitRow.number(estimate.interval().low())
            + " – "
            + LimitRow.number(estimate.interval().high());
    return new LimitRow(goal.what(), wanted, figure, interval, result(goal, estimate));
  }

  private static Result result(Goal goal, RatioEstimate estimate) {
    if (goal.atLeast() == 0) {
      return Result.INFORMATION;
    }
    if (estimate.interval().low() >= goal.atLeast()) {
      return Result.MET;
    }
    return estimate.interval().high() < goal.atLeast() ? Result.MISSED : Result.UNDECIDED;
  }

  private List<Integer> roundsOfBoth(Goal goal) {
    List<Double> ours = perSecond.getOrDefault(goal.side(), List.of());
    List<Double> theirs = perSecond.getOrDefault(goal.other(), List.of());
    return IntStream.range(0, Math.min(ours.size(), theirs.size()))
        .filter(round -> !ours.get(round).isNaN() && !theirs.get(round).isNaN())
        .boxed()
        .toList();
  }

  private double[] values(Side side, List<Integer> rounds) {
    List<Double> values = perSecond.getOrDefault(side, List.of());
    return rounds.stream().mapToDouble(values::get).toArray();
  }
}
