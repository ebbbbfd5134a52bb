package dev.spacetime.server.command;

import dev.spacetime.server.config.ConfigurationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time on the command line: a whole number and {@code d}, {@code h}, m or s. */
final class TimeSpan {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([dhms])");

  private TimeSpan() {}

  /**
   * @throws ConfigurationException when the text is no such length, or out of the range
   */
  static long seconds(String flag, String text, long min, long max) throws ConfigurationException {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      long seconds = Long.parseLong(span.group(1)) * secondsOf(span.group(2).charAt(0));
      if (seconds >= min && seconds <= max) {
        return seconds;
      }
    }
    throw new ConfigurationException(
        List.of(
            "%s=%s: must be a length of time from %ds to %dd, such as 90d, 12h, 30m or 45s"
                .formatted(flag, text, min, max / secondsOf('d'))));
  }

  private static long secondsOf(char unit) {
    return switch (unit) {
      case 'd' -> 86_400;
      case 'h' -> 3_600;
      case 'm' -> 60;
      default -> 1;
    };
  }
}
