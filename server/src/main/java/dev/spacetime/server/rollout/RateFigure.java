package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;
import dev.spacetime.statistics.RateBlock;
import dev.spacetime.statistics.StratifiedWealth;
import dev.spacetime.statistics.TwoSampleRate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How often something happens on both sides, endpoint by endpoint. */
final class RateFigure {
  private static final int CANDIDATE_TRIALS_MIN = 100;

  private final String name;
  private final double differenceMin;
  private final StratifiedWealth<Endpoint> wealth =
      new StratifiedWealth<>(Endpoint.values().length, 1);
  private final Map<Endpoint, Stratum> strata = new EnumMap<>(Endpoint.class);
  private long samples;

  private final class Stratum {
    final TwoSampleRate test = new TwoSampleRate(differenceMin);
    RateBlock open = RateBlock.EMPTY;
    double remembered = Double.NaN;

    double stable() {
      RateBlock seen = test.seen();
      return Double.isNaN(remembered)
          ? (double) seen.stableEvents() / seen.stableTrials()
          : remembered;
    }

    double candidate() {
      return (double) test.seen().candidateEvents() / test.seen().candidateTrials();
    }

    boolean isKnown() {
      return !Double.isNaN(stable()) && !Double.isNaN(candidate());
    }

    boolean isWorse() {
      return test.seen().candidateTrials() >= CANDIDATE_TRIALS_MIN && looksWorse();
    }

    boolean looksWorse() {
      return difference() >= differenceMin;
    }

    double difference() {
      return candidate() - stable();
    }

    String text(Endpoint endpoint) {
      return String.format(
          Locale.ROOT,
          "at %s %.4g and %.4g",
          endpoint.name().toLowerCase(Locale.ROOT),
          candidate(),
          stable());
    }
  }

  RateFigure(String name, double differenceMin) {
    this.name = name;
    this.differenceMin = differenceMin;
  }

  /** A block that the candidate began stays open until the stable side has done something too. */
  void add(Endpoint endpoint, RateBlock block) {
    Stratum stratum = stratum(endpoint);
    RateBlock whole = stratum.open.plus(block);
    if (whole.isComparable()) {
      stratum.remembered = Double.NaN;
      samples += whole.candidateTrials();
      wealth.bet(endpoint, stratum.test.eValue(whole));
    }
    boolean waits = whole.candidateTrials() > 0 && !whole.isComparable();
    stratum.open = waits ? whole : RateBlock.EMPTY;
  }

  /**
   * What the candidate did while the stable side did nothing.
   *
   * @param remembered the stable side's rate before
   * @param bound what its true rate is at most
   */
  void addAlone(Endpoint endpoint, long events, long trials, double remembered, double bound) {
    if (trials > 0) {
      Stratum stratum = stratum(endpoint);
      stratum.remembered = remembered;
      samples += trials;
      wealth.bet(endpoint, stratum.test.eValue(events, trials, bound));
    }
  }

  void restart() {
    wealth.restart();
  }

  JudgedFigure judged(double limit) {
    double candidateTrials = 0;
    double candidateEvents = 0;
    double expected = 0;
    for (Stratum stratum : strata.values()) {
      if (stratum.isKnown()) {
        long trials = stratum.test.seen().candidateTrials();
        candidateTrials += trials;
        candidateEvents += stratum.test.seen().candidateEvents();
        expected += trials * stratum.stable();
      }
    }
    double stable = expected / candidateTrials;
    double candidate = candidateEvents / candidateTrials;
    boolean looksWorse = candidate - stable >= differenceMin;
    return new JudgedFigure(
        new GuardFigure(name, stable, candidate, samples, wealth.value(), limit),
        looksWorse,
        looksWorse || strata.values().stream().anyMatch(one -> one.isKnown() && one.isWorse()),
        worst().orElse(""));
  }

  // Of those with enough samples first; else it is on the whole that it is worse.
  private Optional<String> worst() {
    return strata.entrySet().stream()
        .filter(one -> one.getValue().isKnown() && one.getValue().looksWorse())
        .max(
            Comparator.comparing((Map.Entry<Endpoint, Stratum> one) -> one.getValue().isWorse())
                .thenComparing(one -> one.getValue().difference()))
        .map(one -> one.getValue().text(one.getKey()));
  }

  private Stratum stratum(Endpoint endpoint) {
    return strata.computeIfAbsent(endpoint, any -> new Stratum());
  }
}
