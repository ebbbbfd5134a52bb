package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;
import dev.spacetime.server.rollout.GuardVerdict.Decision;
import dev.spacetime.statistics.RateBlock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Judges a candidate by all that became of the requests since its rollout began, as often as one
 * likes: each figure's evidence is an e-process with its part of the false alarms, so that the
 * chance that an equal candidate is ever rolled back is {@code falseAlarmMax} at the most. How that
 * is made and what it is worth is in docs/decisions/060-a-guard-that-may-look-at-any-time.md.
 *
 * <p>Requests are told by any thread, without waiting; one thread at a time judges.
 */
final class Guard implements Observer {
  static final int FIGURES = 6;

  /** The part of the false alarms that the figures share; the rest is for the remembered bounds. */
  private static final double FIGURES_SHARE = 0.9;

  private static final int REMEMBERED_BOUNDS = 3 * Endpoint.values().length;

  /** Samples of a side from one judgement to the next; more are thinned out. */
  private static final int SAMPLES_MAX = 1_024;

  /** Without neighbours, only a candidate that takes so many times as long is slower. */
  private static final double RATIO_MAX_ALONE = 2;

  private static final int JUDGEMENTS_TO_RESTART = 40;
  private static final Set<Endpoint> ENDPOINTS = EnumSet.allOf(Endpoint.class);

  private final GuardSettings settings;
  private final Baseline baseline;
  private final SampleBuffer stableSamples = new SampleBuffer(SAMPLES_MAX);
  private final SampleBuffer candidateSamples = new SampleBuffer(SAMPLES_MAX);
  private final RateFigure errors;
  private final List<Tail> tails;
  private final LatencyFigure latency;
  private final MismatchFigure mismatches;
  private final MemoryFigure memory;
  private final double limit;
  private final double boundSignificance;
  private final Map<Endpoint, Long> answered = new EnumMap<>(Endpoint.class);
  private volatile long waitingNanos;
  private Answering answering;
  private long stableInStep;
  private long candidateInStep;
  private long judgements;

  /** How many requests take longer than all but the slowest of the stable side. */
  private record Tail(double probability, RateFigure figure) {
    // Half as many again are the least that counts.
    static Tail of(String name, double probability) {
      return new Tail(probability, new RateFigure(name, (1 - probability) / 2));
    }
  }

  /**
   * @param baseline of the stable variant, goes on to be filled
   */
  Guard(GuardSettings settings, Baseline baseline, Answering answering, long seed) {
    this.settings = settings;
    this.baseline = baseline;
    this.answering = answering;
    this.errors = new RateFigure("error_rate", settings.errorRateDifferenceMax());
    this.tails =
        List.of(Tail.of("latency_p95_exceeded", 0.95), Tail.of("latency_p99_exceeded", 0.99));
    this.latency =
        new LatencyFigure(
            settings.latencyRatioMax(), differenceNanos(), new SplittableRandom(seed));
    this.mismatches = new MismatchFigure(settings.mismatchRateMax());
    this.memory = new MemoryFigure(settings.memoryGrowthMax(), seed);
    this.limit = FIGURES / (FIGURES_SHARE * settings.falseAlarmMax());
    this.boundSignificance = (1 - FIGURES_SHARE) * settings.falseAlarmMax() / REMEMBERED_BOUNDS;
  }

  @Override
  public void served(Side side, Endpoint endpoint, boolean failed, long durationNanos) {
    boolean hung = durationNanos > settings.hang().toNanos();
    SampleBuffer samples =
        switch (side) {
          case STABLE -> stableSamples;
          case CANDIDATE -> candidateSamples;
        };
    samples.add(endpoint, failed || hung, durationNanos);
  }

  @Override
  public void compared(boolean mismatch) {
    mismatches.compared(mismatch);
  }

  @Override
  public void waiting(long oldestNanos) {
    waitingNanos = oldestNanos;
  }

  @Override
  public void liveHeap(long bytes) {
    memory.liveHeap(bytes);
  }

  /** The share of the candidate changes: both sides' samples are counted anew, evidence stays. */
  synchronized void beginStep(Answering now) {
    learn();
    answering = now;
    stableInStep = 0;
    candidateInStep = 0;
  }

  synchronized GuardVerdict judge() {
    judgements++;
    if (judgements % JUDGEMENTS_TO_RESTART == 0) {
      restart();
    }
    learn();
    return verdict();
  }

  private void restart() {
    errors.restart();
    tails.forEach(tail -> tail.figure().restart());
    latency.restart();
    mismatches.restart();
  }

  private void learn() {
    EndpointSamples stable = stableSamples.drain();
    EndpointSamples candidate = candidateSamples.drain();
    stableInStep += stable.requests();
    candidateInStep += candidate.requests();
    mismatches.learn();
    for (Endpoint endpoint : ENDPOINTS) {
      if (answering == Answering.CANDIDATE_ALONE) {
        compareWithMemory(endpoint, candidate.of(endpoint));
      } else {
        compare(endpoint, stable.of(endpoint), candidate.of(endpoint));
      }
    }
  }

  private void compare(Endpoint endpoint, Outcomes stable, Outcomes candidate) {
    if (stable.trials() + candidate.trials() == 0) {
      return;
    }
    errors.add(
        endpoint,
        new RateBlock(stable.failed(), stable.trials(), candidate.failed(), candidate.trials()));
    Outcomes warm = warm(endpoint, candidate);
    tails.forEach(tail -> compare(tail, endpoint, stable, warm));
    latency.add(endpoint, stable.durations(), warm.durations());
    if (stable.trials() > 0) {
      // Only now: a threshold that a block is judged by is older than the block.
      baseline.add(endpoint, stable);
    }
  }

  private void compare(Tail tail, Endpoint endpoint, Outcomes stable, Outcomes candidate) {
    double threshold = baseline.quantile(endpoint, tail.probability());
    if (!Double.isNaN(threshold)) {
      tail.figure()
          .add(
              endpoint,
              new RateBlock(
                  stable.longerThan(threshold),
                  stable.durations().length,
                  candidate.longerThan(settings.latencyRatioMax() * threshold + differenceNanos()),
                  candidate.durations().length));
    }
  }

  private double differenceNanos() {
    return settings.latencyDifferenceMin().toNanos();
  }

  private Outcomes warm(Endpoint endpoint, Outcomes candidate) {
    long all = answered.merge(endpoint, (long) candidate.durations().length, Long::sum);
    return candidate.withoutFirst(settings.warmUp() - (all - candidate.durations().length));
  }

  private void compareWithMemory(Endpoint endpoint, Outcomes candidate) {
    // Who is not known is taken to fail seldom.
    boolean known = baseline.trials(endpoint) >= settings.samplesMin();
    errors.addAlone(
        endpoint,
        candidate.failed(),
        candidate.trials(),
        known ? baseline.failureRate(endpoint) : 0,
        known
            ? baseline.failureLimit(endpoint, boundSignificance)
            : settings.errorRateDifferenceMax());
    Outcomes warm = warm(endpoint, candidate);
    tails.forEach(tail -> compareWithMemory(tail, endpoint, warm));
  }

  // The load of before was another one: what it can do to a duration is no slowdown.
  private void compareWithMemory(Tail tail, Endpoint endpoint, Outcomes candidate) {
    double threshold =
        RATIO_MAX_ALONE
            * settings.latencyRatioMax()
            * baseline.quantile(endpoint, tail.probability());
    if (!Double.isNaN(threshold)) {
      tail.figure()
          .addAlone(
              endpoint,
              candidate.longerThan(threshold + differenceNanos()),
              candidate.durations().length,
              1 - tail.probability(),
              baseline.exceedanceLimit(endpoint, tail.probability(), boundSignificance));
    }
  }

  private GuardVerdict verdict() {
    List<JudgedFigure> judged = new ArrayList<>();
    judged.add(errors.judged(limit));
    judged.add(latency.judged(limit));
    tails.forEach(tail -> judged.add(tail.figure().judged(limit)));
    judged.add(mismatches.judged(limit));
    judged.add(memory.judged(limit));
    List<GuardFigure> figures = judged.stream().map(JudgedFigure::figure).toList();
    long waiting = waitingNanos;
    if (waiting > settings.hang().toNanos()) {
      return new GuardVerdict(Decision.ROLL_BACK, hanging(waiting), figures);
    }
    Optional<String> worse = named(judged, JudgedFigure::condemns);
    if (worse.isPresent()) {
      return new GuardVerdict(
          Decision.ROLL_BACK, "The candidate is worse: " + worse.get(), figures);
    }
    if (answering == Answering.STABLE_ALONE) {
      return new GuardVerdict(Decision.HOLD, "The candidate is run in shadow only", figures);
    }
    if (wantsTraffic()) {
      return new GuardVerdict(Decision.HOLD, "There is too little traffic: " + traffic(), figures);
    }
    return named(judged, JudgedFigure::forbidsPromotion)
        .map(why -> new GuardVerdict(Decision.HOLD, "It is not sure yet: " + why, figures))
        .orElseGet(
            () ->
                new GuardVerdict(
                    Decision.PROMOTE, "Nothing speaks against it: " + traffic(), figures));
  }

  private boolean wantsTraffic() {
    return candidateInStep < settings.samplesMin()
        || (answering == Answering.BOTH && stableInStep < settings.samplesMin());
  }

  private static Optional<String> named(
      List<JudgedFigure> judged, Predicate<JudgedFigure> condition) {
    String texts =
        judged.stream().filter(condition).map(JudgedFigure::text).collect(Collectors.joining("; "));
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }

  private String hanging(long waitingNanos) {
    return String.format(
        Locale.ROOT,
        "The candidate hangs: it has been working on a request for %.1f s, %.1f s are allowed",
        waitingNanos / 1e9,
        settings.hang().toNanos() / 1e9);
  }

  private String traffic() {
    return String.format(
        Locale.ROOT,
        "in this step the candidate answered %d requests, the stable variant %d, of at least %d",
        candidateInStep,
        stableInStep,
        settings.samplesMin());
  }
}
