package dev.spacetime.scene;

/** Resolves the escapes of a string whose form was checked. */
final class Escapes {
  private Escapes() {}

  static String resolve(String raw) {
    StringBuilder resolved = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char character = raw.charAt(at);
      if (character != '\\' || at + 1 == raw.length()) {
        resolved.append(character);
        at++;
        continue;
      }
      char escape = raw.charAt(at + 1);
      int digits = escape == 'u' ? 4 : escape == 'U' ? 6 : 0;
      if (digits > 0 && isHexadecimal(raw, at + 2, digits)) {
        append(resolved, Integer.parseInt(raw.substring(at + 2, at + 2 + digits), 16));
        at += 2 + digits;
      } else {
        resolved.append(plain(escape));
        at += 2;
      }
    }
    return resolved.toString();
  }

  private static void append(StringBuilder resolved, int codePoint) {
    if (Character.isValidCodePoint(codePoint)) {
      resolved.appendCodePoint(codePoint);
    } else {
      resolved.append('\uFFFD');
    }
  }

  // An unknown escape means the character itself.
  private static char plain(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> escape;
    };
  }

  private static boolean isHexadecimal(String raw, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (i >= raw.length() || Character.digit(raw.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
