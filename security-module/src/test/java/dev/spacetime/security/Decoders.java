package dev.spacetime.security;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What careless decoders may make of a path, one after the other: percent-encoding undone again and
 * again, overlong UTF-8 taken for what it stands for, backslashes for slashes.
 */
final class Decoders {
  private static final int ROUNDS = 6;

  private Decoders() {}

  /** The text itself first. */
  static List<String> readings(String text) {
    List<String> readings = new ArrayList<>(List.of(text));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < ROUNDS; i++) {
      bytes = unescaped(bytes);
      readings.add(new String(bytes, StandardCharsets.ISO_8859_1));
      readings.add(overlong(bytes));
    }
    return readings;
  }

  /** Whether a reading climbs, or ends early where a decoder is followed by C code. */
  static boolean climbs(String reading) {
    return reading.indexOf('\0') >= 0
        || List.of(reading.replace('\\', '/').split("/", -1)).contains("..");
  }

  private static byte[] unescaped(byte[] bytes) {
    byte[] decoded = new byte[bytes.length];
    int count = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' ? hex(bytes, i + 1) : -1;
      decoded[count++] = value < 0 ? bytes[i] : (byte) value;
      i += value < 0 ? 0 : 2;
    }
    return Arrays.copyOf(decoded, count);
  }

  private static int hex(byte[] bytes, int at) {
    if (at + 2 > bytes.length) {
      return -1;
    }
    int high = Character.digit(bytes[at], 16);
    int low = Character.digit(bytes[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** UTF-8 without the check for the shortest form, up to the six bytes of old. */
  private static String overlong(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      int ones = Integer.numberOfLeadingZeros(~(bytes[i] << 24));
      int value = ones < 2 || ones > 6 ? bytes[i] & 0xFF : bytes[i] & (0x7F >> ones);
      while (ones-- > 1 && i + 1 < bytes.length && (bytes[i + 1] & 0xC0) == 0x80) {
        value = value << 6 | (bytes[++i] & 0x3F);
      }
      text.append(Character.isBmpCodePoint(value) ? (char) value : '?');
    }
    return text.toString();
  }
}
