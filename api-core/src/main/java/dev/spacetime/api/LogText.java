package dev.spacetime.api;

import org.jspecify.annotations.Nullable;

/**
 * Makes harmless for a log what may hold a client's text: no line that it did not begin, no escape
 * sequence for a terminal.
 */
public final class LogText {
  private static final int CAUSES_MAX = 10;

  private LogText() {}

  /** The text with what is no visible character written as a Java escape. */
  public static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (isVisible(character)) {
                visible.appendCodePoint(character);
              } else {
                Character.toString(character)
                    .chars()
                    .forEach(unit -> visible.append(String.format("\\u%04x", unit)));
              }
            });
    return visible.toString();
  }

  /** A failure and its causes with their stacks, many lines, each of them ours. */
  public static String of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    @Nullable Throwable cause = failure;
    for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
      text.append(i == 0 ? "" : "\nCaused by: ").append(of(cause.toString()));
      for (StackTraceElement frame : cause.getStackTrace()) {
        text.append("\n\tat ").append(frame);
      }
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
