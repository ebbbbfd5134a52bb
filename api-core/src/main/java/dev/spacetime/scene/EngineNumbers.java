package dev.spacetime.scene;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The engine's conversions between numbers and text. */
final class EngineNumbers {
  /** Longer texts can't be told apart by the 17 digits that a double holds. */
  private static final int DIGITS_MAX = 400;

  private EngineNumbers() {}

  /** A whole number as the tokeniser reads it: what does not fit becomes the largest. */
  static long whole(String word) {
    boolean negative = word.startsWith("-");
    long value = 0;
    for (int i = negative ? 1 : 0; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** A real number as the tokeniser reads it; {@code 1e} and {@code -.} are numbers too. */
  static double real(String word) {
    String shortened = word.length() > DIGITS_MAX ? word.substring(0, DIGITS_MAX) : word;
    try {
      return Double.parseDouble(shortened);
    } catch (NumberFormatException e) {
      return shortened.indexOf('e') > 0 ? real(shortened.substring(0, shortened.indexOf('e'))) : 0;
    }
  }

  /** The digits in a text before its first dot, whatever stands between them. */
  static long wholeIn(String text) {
    int dot = text.indexOf('.');
    int value = 0;
    int sign = 1;
    for (int i = 0; i < (dot < 0 ? text.length() : dot); i++) {
      char character = text.charAt(i);
      if (character >= '0' && character <= '9') {
        value = value * 10 + (character - '0');
      } else if (value == 0 && character == '-') {
        sign = -sign;
      }
    }
    return (long) value * sign;
  }

  /** Up to six decimals without trailing zeros; Godot 4 leaves one to tell it from an integer. */
  static String text(double value, Grammar grammar) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros();
    String text = rounded.toPlainString();
    return grammar == Grammar.MODERN && text.indexOf('.') < 0 ? text + ".0" : text;
  }
}
