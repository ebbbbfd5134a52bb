package dev.spacetime.perf.budget;

/**
 * One limit.
 *
 * @param profile the load profile it is for, or {@link #EVERY_PROFILE}
 * @param endpoint as in {@code GET /scene}, or {@link #ALL_REQUESTS}
 * @param line where it stands in its file
 */
public record Budget(String profile, String endpoint, Metric metric, double limit, int line) {
  public static final String EVERY_PROFILE = "every";
  public static final String ALL_REQUESTS = "all requests";

  boolean isKept(double measured) {
    return metric.isFloor() ? measured >= limit : measured <= limit;
  }

  /** Two budgets of the same subject limit the same figure. */
  String subject() {
    return endpoint + " " + metric.key();
  }
}
