package dev.spacetime.statistics;

import java.util.Locale;

/** What may be said about the second side beside the first. */
public enum Verdict {
  BETTER,
  SAME,
  WORSE,
  /** Too few samples or too much noise for any of the others. */
  INCONCLUSIVE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
