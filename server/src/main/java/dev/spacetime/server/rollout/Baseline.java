package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;
import dev.spacetime.statistics.BoundedRate;
import dev.spacetime.statistics.Quantiles;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the stable variant did lately, by endpoint: where its quantiles lie, and what it is compared
 * with when it does not answer any more. Safe for use by several threads.
 */
final class Baseline {
  private static final int DURATIONS_MAX = 1_024;
  // Older requests fade.
  private static final long TRIALS_MAX = 20_000;
  // Above a quantile there are at least so many.
  private static final int EXCEEDING_MIN = 5;

  private final String variant;
  private final Map<Endpoint, Recent> recent = new EnumMap<>(Endpoint.class);

  private static final class Recent {
    private final double[] durations = new double[DURATIONS_MAX];
    private long added;
    private double[] sorted = new double[0];
    private long sortedAt;
    private long failed;
    private long trials;

    void add(Outcomes outcomes) {
      for (double duration : outcomes.durations()) {
        durations[(int) (added++ % DURATIONS_MAX)] = duration;
      }
      failed += outcomes.failed();
      trials += outcomes.trials();
      if (trials > TRIALS_MAX) {
        failed /= 2;
        trials /= 2;
      }
      // A quantile moves little by a few more.
      if (added - sortedAt >= Math.min(sorted.length / 16, 64)) {
        sorted = Arrays.copyOf(durations, (int) Math.min(added, DURATIONS_MAX));
        Arrays.sort(sorted);
        sortedAt = added;
      }
    }
  }

  Baseline(String variant) {
    this.variant = variant;
  }

  String variant() {
    return variant;
  }

  synchronized void add(Endpoint endpoint, Outcomes outcomes) {
    recent.computeIfAbsent(endpoint, any -> new Recent()).add(outcomes);
  }

  /** In nanoseconds; NaN while too few requests are known to tell. */
  synchronized double quantile(Endpoint endpoint, double probability) {
    Recent known = recent.get(endpoint);
    return known == null || known.sorted.length * (1 - probability) < EXCEEDING_MIN
        ? Double.NaN
        : Quantiles.ofSorted(known.sorted, probability);
  }

  /** What the chance of a request to exceed that quantile is at most, but for the significance. */
  synchronized double exceedanceLimit(Endpoint endpoint, double probability, double significance) {
    int known = recent.getOrDefault(endpoint, new Recent()).sorted.length;
    return BoundedRate.upperLimit(known * (1 - probability), known, significance);
  }

  /** How many requests are known. */
  synchronized long trials(Endpoint endpoint) {
    Recent known = recent.get(endpoint);
    return known == null ? 0 : known.trials;
  }

  /** The share of them that failed; NaN of none. */
  synchronized double failureRate(Endpoint endpoint) {
    Recent known = recent.get(endpoint);
    return known == null ? Double.NaN : (double) known.failed / known.trials;
  }

  /** What the chance of a request to fail is at most, but for the significance. */
  synchronized double failureLimit(Endpoint endpoint, double significance) {
    Recent known = recent.getOrDefault(endpoint, new Recent());
    return BoundedRate.upperLimit((double) known.failed, (double) known.trials, significance);
  }
}
