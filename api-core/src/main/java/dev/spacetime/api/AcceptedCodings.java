package dev.spacetime.api;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a client's {@code Accept-Encoding} comes to (RFC 9110, section 12.5.3): among what it likes
 * best the coding that makes the smallest body. Where it accepts nothing that can be had, the body
 * is sent as it is.
 *
 * @param best for a body that is worth it
 * @param identityRefused whether a body must not be sent as it is if there is another way
 */
public record AcceptedCodings(ContentCoding best, boolean identityRefused) {
  /** Of a client that does not say. */
  public static final AcceptedCodings UNSAID = new AcceptedCodings(ContentCoding.IDENTITY, false);

  private static final int MALFORMED = -1;

  /** Below every weight that can be written: a coding that is named is liked better. */
  private static final double UNNAMED_IDENTITY = 0.0001;

  /**
   * Reads the field; an element that is malformed counts as not sent.
   *
   * @param available what this server can make
   */
  public static AcceptedCodings of(String field, Set<ContentCoding> available) {
    Map<ContentCoding, Double> named = new EnumMap<>(ContentCoding.class);
    double others = MALFORMED;
    for (String element : field.split(",", -1)) {
      String[] parts = element.split(";", 2);
      String token = parts[0].strip().toLowerCase(Locale.ROOT);
      double weight = parts.length == 1 ? 1 : weight(parts[1].strip());
      if (weight == MALFORMED) {
        continue;
      }
      if (token.equals("*")) {
        others = weight;
      }
      for (ContentCoding coding : ContentCoding.values()) {
        if (token.equals(coding.token()) || token.equals("x-" + coding.token())) {
          named.putIfAbsent(coding, weight);
        }
      }
    }
    return best(named, others, available);
  }

  /** The coding for a body, where small ones are not worth it. */
  public ContentCoding forBody(boolean small) {
    return small && !identityRefused ? ContentCoding.IDENTITY : best;
  }

  private static AcceptedCodings best(
      Map<ContentCoding, Double> named, double others, Set<ContentCoding> available) {
    double identity =
        named.getOrDefault(ContentCoding.IDENTITY, others == MALFORMED ? UNNAMED_IDENTITY : others);
    ContentCoding best = ContentCoding.IDENTITY;
    double bestWeight = identity;
    for (ContentCoding coding : ContentCoding.values()) {
      double weight = named.getOrDefault(coding, Math.max(others, 0));
      boolean betterThanBest =
          weight > bestWeight || (weight == bestWeight && coding.compareTo(best) < 0);
      if (coding != ContentCoding.IDENTITY
          && weight > 0
          && available.contains(coding)
          && betterThanBest) {
        best = coding;
        bestWeight = weight;
      }
    }
    return new AcceptedCodings(best, identity == 0);
  }

  private static double weight(String parameter) {
    String text = parameter.toLowerCase(Locale.ROOT);
    return text.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
        ? Double.parseDouble(text.substring(2))
        : MALFORMED;
  }
}
