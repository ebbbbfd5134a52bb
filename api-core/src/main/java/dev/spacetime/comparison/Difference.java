package dev.spacetime.comparison;

/**
 * One place where two answers differ. The values are fit to be shown: cut short, and without
 * secrets.
 *
 * @param where a header field's name in lower case, or the place in the body: a JSON pointer (RFC
 *     6901), or {@code byte N} where it is no JSON; empty for the status
 */
public record Difference(Part part, String where, String first, String second) {
  /** What of an answer differs. */
  public enum Part {
    STATUS,
    HEADER,
    BODY
  }

  static Difference of(Part part, String where, String first, String second) {
    return new Difference(part, where, ShownText.of(first), ShownText.of(second));
  }

  @Override
  public String toString() {
    String place =
        switch (part) {
          case STATUS -> "status";
          case HEADER -> "header " + where;
          case BODY -> "body" + (where.isEmpty() ? "" : " at " + where);
        };
    return place + ": " + first + " | " + second;
  }
}
