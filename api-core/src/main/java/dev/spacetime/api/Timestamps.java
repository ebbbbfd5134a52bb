package dev.spacetime.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the contract writes them: ISO 8601 in UTC, whole seconds, with {@code Z}. */
public final class Timestamps {
  private Timestamps() {}

  public static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
