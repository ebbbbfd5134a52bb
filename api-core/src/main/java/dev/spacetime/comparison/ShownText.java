package dev.spacetime.comparison;

import java.util.regex.Pattern;

/** Makes text of an answer or a request fit for a report. */
public final class ShownText {
  static final String HIDDEN_SECRET = "SECRET";

  private static final int LENGTH_MAX = 200;
  private static final Pattern SECRET =
      Pattern.compile(
          "st_[A-Za-z0-9_-]{43}" // A token that the server made.
              + "|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*" // A signed token.
              + "|(?<=[Bb]earer )[A-Za-z0-9._~+/=-]+");

  private ShownText() {}

  /** Without secrets, without control characters, and cut short. */
  public static String of(String text) {
    String shown = withoutSecrets(text).replaceAll("\\p{Cntrl}", "\uFFFD");
    return shown.length() > LENGTH_MAX ? shown.substring(0, LENGTH_MAX) + "…" : shown;
  }

  /** The text without what looks like a secret, whole. */
  public static String withoutSecrets(String text) {
    return SECRET.matcher(text).replaceAll(HIDDEN_SECRET);
  }
}
