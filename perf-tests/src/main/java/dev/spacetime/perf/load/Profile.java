package dev.spacetime.perf.load;

import dev.spacetime.api.NearestName;
import dev.spacetime.perf.budget.Sample;
import dev.spacetime.perf.command.WrongUseException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * How much load, and how long.
 *
 * @param sizes what the plan takes, from the profile's file
 */
record Profile(String name, String scale, Properties sizes) {
  static final List<String> NAMES = List.of("steady", "burst", "ramp", "open");
  static final List<String> SCALES = List.of("full", "ci");

  /** The requests of the plan. */
  static final List<String> ENDPOINTS =
      List.of(
          "GET /scene",
          "PUT /scene",
          "GET /scenes",
          "GET /scene/history",
          "POST /scene",
          "POST /scene/reload",
          "GET /whitelist",
          "POST /whitelist",
          "GET /performance");

  static Profile of(String name, String scale) {
    known("profile", name, NAMES);
    known("scale", scale, SCALES);
    Properties sizes = new Properties();
    try {
      sizes.load(new StringReader(Resources.text(file(name, scale)).orElseThrow()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Profile(name, scale, sizes);
  }

  static void known(String what, String name, List<String> names) {
    if (!names.contains(name)) {
      String near = NearestName.of(name, names).map(found -> ", did you mean " + found).orElse("");
      throw new WrongUseException(
          "There is no " + what + " " + name + near + "; known are " + String.join(", ", names));
    }
  }

  /** The resource that JMeter reads, too. */
  String file() {
    return file(name, scale);
  }

  private static String file(String name, String scale) {
    return "profiles/" + name + "-" + scale + ".properties";
  }

  int seconds() {
    return size("duration_seconds") + size("open_seconds");
  }

  /** The mean pause of the sample's user; 0 in the open model. */
  long pauseMillis(Sample sample) {
    return switch (sample.user()) {
      case "normal" -> pauseMillis("think");
      case "admin" -> pauseMillis("admin_think");
      default -> 0;
    };
  }

  private long pauseMillis(String think) {
    return size(think + "_base_millis") + size(think + "_range_millis") / 2L;
  }

  private int size(String key) {
    return Integer.parseInt(sizes.getProperty(key, "0"));
  }
}
