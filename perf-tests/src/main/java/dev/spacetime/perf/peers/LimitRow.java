package dev.spacetime.perf.peers;

import java.util.Locale;

/**
 * One line of the table: what was measured, and whether it reaches its goal.
 *
 * @param goal as text, as in {@code ≥ 0.90}; empty where there is none
 * @param interval as text, empty where the figure is no estimate
 */
record LimitRow(String what, String goal, String figure, String interval, Result result) {
  /** Whether the goal is reached. */
  enum Result {
    /** Surely: the whole interval reaches it. */
    MET,
    /** Surely not. */
    MISSED,
    /** The goal lies within the interval. */
    UNDECIDED,
    /** There is no goal. */
    INFORMATION,
    /** It could not be measured; the figure says why. */
    FAILED;

    @Override
    public String toString() {
      return this == INFORMATION ? "" : name().toLowerCase(Locale.ROOT);
    }
  }

  static LimitRow atMost(String what, double limit, double figure, String unit) {
    return new LimitRow(
        what,
        "≤ " + number(limit) + unit,
        number(figure) + unit,
        "",
        figure <= limit ? Result.MET : Result.MISSED);
  }

  static LimitRow failed(String what, String goal, String why) {
    return new LimitRow(what, goal, why, "", Result.FAILED);
  }

  static String number(double value) {
    if (Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
  }

  String markdown() {
    return "| "
        + String.join(" | ", what.replace("|", "\\|"), goal, figure, interval, result.toString())
        + " |";
  }
}
