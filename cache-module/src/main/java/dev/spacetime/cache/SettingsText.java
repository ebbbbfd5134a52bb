package dev.spacetime.cache;

import dev.spacetime.api.NearestName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings as an operator writes them: {@code name=value}, separated by commas or blanks.
 *
 * @param values by name, each a known one
 */
record SettingsText(Map<String, String> values) {
  private static final List<String> NAMES =
      List.of(
          "heap",
          "off-heap",
          "disk",
          "ttl",
          "stale-while-revalidate",
          "stale-if-error",
          "refresh-ahead",
          "failure-ttl",
          "adaptive-floor",
          "adaptive-ceiling",
          "adaptive-outdated",
          "hot-keys",
          "load-wait");
  private static final Pattern ASSIGNMENT = Pattern.compile("([a-z-]+)\\s*=\\s*(\\S+)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KB|MB|GB)?");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%?");

  static SettingsText parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.strip().split("\\s*,\\s*|\\s+(?=[a-z-]+\\s*=)", -1)) {
      if (part.isEmpty() && text.isBlank()) {
        continue;
      }
      Matcher assignment = ASSIGNMENT.matcher(part);
      if (!assignment.matches()) {
        throw new IllegalArgumentException(
            "'%s' is not name=value, as in heap=2000, off-heap=4MB, ttl=10m".formatted(part));
      }
      String name = requireKnown(assignment.group(1));
      if (values.put(name, assignment.group(2)) != null) {
        throw new IllegalArgumentException("%s is given twice".formatted(name));
      }
    }
    return new SettingsText(values);
  }

  RegionSettings over(RegionSettings defaults) {
    return new RegionSettings(
        sizes(defaults.sizes()),
        lifetime(defaults.lifetime()),
        (int) number("hot-keys", defaults.hotKeysMax()),
        time("load-wait", defaults.loadWaitMax()));
  }

  private TierSizes sizes(TierSizes defaults) {
    return new TierSizes(
        number("heap", defaults.heapEntriesMax()),
        size("off-heap", defaults.offHeapBytesMax()),
        size("disk", defaults.diskBytesMax()));
  }

  private Lifetime lifetime(Lifetime defaults) {
    return new Lifetime(
        time("ttl", defaults.timeToLive()),
        time("stale-while-revalidate", defaults.staleWhileRevalidate()),
        time("stale-if-error", defaults.staleIfError()),
        percent("refresh-ahead", defaults.refreshAheadPercent()),
        time("failure-ttl", defaults.failureTimeToLive()),
        adaptive(defaults.adaptive()));
  }

  private AdaptiveTtl adaptive(AdaptiveTtl defaults) {
    int outdatedPercent = (int) Math.round(defaults.outdatedAtEnd() * 100);
    return new AdaptiveTtl(
        time("adaptive-floor", defaults.floor()),
        time("adaptive-ceiling", defaults.ceiling()),
        values.containsKey("adaptive-outdated")
            ? percent("adaptive-outdated", outdatedPercent) / 100.0
            : defaults.outdatedAtEnd());
  }

  private long number(String name, long otherwise) {
    return value(name, NUMBER, "a number like 2000", given -> Long.parseLong(given.group()))
        .orElse(otherwise);
  }

  private int percent(String name, int otherwise) {
    return value(name, PERCENT, "a percentage like 10%", given -> Integer.parseInt(given.group(1)))
        .orElse(otherwise);
  }

  private long size(String name, long otherwise) {
    return value(name, SIZE, "a size like 512KB or 4MB, or 0", SettingsText::bytes)
        .orElse(otherwise);
  }

  private Duration time(String name, Duration otherwise) {
    return value(name, TIME, "a time like 500ms, 30s, 10m, 1h or 2d, or 0", SettingsText::duration)
        .orElse(otherwise);
  }

  private <T> Optional<T> value(
      String name, Pattern form, String example, Function<Matcher, T> read) {
    String text = values.get(name);
    if (text == null) {
      return Optional.empty();
    }
    Matcher given = form.matcher(text);
    if (!given.matches()) {
      throw new IllegalArgumentException("%s is %s, not %s".formatted(name, example, text));
    }
    return Optional.of(read.apply(given));
  }

  /** Of a size that stands alone. */
  static long bytes(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new IllegalArgumentException("this is a size like 512KB or 4MB, or 0, not " + text);
    }
    return bytes(size);
  }

  private static long bytes(Matcher size) {
    long count = Long.parseLong(size.group(1));
    return switch (unit(size, "B")) {
      case "KB" -> count << 10;
      case "MB" -> count << 20;
      case "GB" -> count << 30;
      default -> count;
    };
  }

  private static Duration duration(Matcher time) {
    long count = Long.parseLong(time.group(1));
    return switch (unit(time, "s")) {
      case "ms" -> Duration.ofMillis(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofSeconds(count);
    };
  }

  private static String unit(Matcher quantity, String otherwise) {
    String unit = quantity.group(2);
    return unit == null ? otherwise : unit;
  }

  private static String requireKnown(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "there is no setting '%s'; %s"
              .formatted(
                  name,
                  NearestName.of(name, NAMES)
                      .map("did you mean %s?"::formatted)
                      .orElse("there are " + String.join(", ", NAMES))));
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
