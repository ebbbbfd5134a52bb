package dev.spacetime.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates of header fields, in the one form to send and the three to accept (RFC 9110, 5.6.7). */
public final class HttpDate {
  private static final DateTimeFormatter FIXED = formatter("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
  private static final int TWO_DIGIT_YEARS_FROM = 1980;
  private static final List<DateTimeFormatter> ACCEPTED =
      List.of(
          FIXED,
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, TWO_DIGIT_YEARS_FROM)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.US)
              .withZone(ZoneOffset.UTC),
          formatter("EEE MMM ppd HH:mm:ss yyyy"));

  private HttpDate() {}

  /** In whole seconds, rounded down. */
  public static String text(Instant instant) {
    return FIXED.format(instant);
  }

  /** Empty when it is malformed. */
  public static Optional<Instant> parse(String text) {
    for (DateTimeFormatter form : ACCEPTED) {
      try {
        return Optional.of(form.parse(text, Instant::from));
      } catch (DateTimeParseException other) {
        // Another form may fit.
      }
    }
    return Optional.empty();
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
  }
}
