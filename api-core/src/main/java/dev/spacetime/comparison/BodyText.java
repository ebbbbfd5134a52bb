package dev.spacetime.comparison;

import dev.spacetime.comparison.Difference.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Shows where two bodies part that are no JSON, or the same JSON in other bytes. */
final class BodyText {
  private static final int SHOWN_BEFORE = 40;
  private static final int SHOWN_AFTER = 80;

  private BodyText() {}

  static Difference difference(byte[] first, byte[] second) {
    int at = Arrays.mismatch(first, second);
    return Difference.of(Part.BODY, "byte " + at, around(first, at), around(second, at));
  }

  private static String around(byte[] body, int at) {
    int from = Math.max(0, at - SHOWN_BEFORE);
    int to = Math.min(body.length, at + SHOWN_AFTER);
    // The whole text first, so that a secret is not cut to something that no longer looks like one.
    String whole = new String(body, StandardCharsets.UTF_8);
    return ShownText.withoutSecrets(whole).equals(whole)
        ? new String(body, from, Math.max(0, to - from), StandardCharsets.UTF_8)
        : "(" + body.length + " bytes with a secret)";
  }
}
