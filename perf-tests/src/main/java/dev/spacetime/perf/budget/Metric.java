package dev.spacetime.perf.budget;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a budget limits; the key in the file is the name in lower case. */
public enum Metric {
  P50_MILLIS(Scope.REQUESTS, false),
  P95_MILLIS(Scope.REQUESTS, false),
  P99_MILLIS(Scope.REQUESTS, false),
  ERROR_RATE_PERCENT(Scope.REQUESTS, false),
  REQUESTS_PER_SECOND(Scope.REQUESTS, true),
  CACHE_HIT_RATE_PERCENT(Scope.RUN, true),
  MEMORY_GROWTH_PERCENT(Scope.RUN, false),
  RECOVERY_SECONDS(Scope.RUN, false);

  private final Scope scope;
  private final boolean floor;

  Metric(Scope scope, boolean floor) {
    this.scope = scope;
    this.floor = floor;
  }

  /** Whether it is measured of requests, or only of the run as a whole. */
  enum Scope {
    REQUESTS,
    RUN
  }

  static Optional<Metric> of(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key().equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Metric::key).toList();
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Scope scope() {
    return scope;
  }

  /** Whether the limit is the least that is good, not the most. */
  boolean isFloor() {
    return floor;
  }
}
