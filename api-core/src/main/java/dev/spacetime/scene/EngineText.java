package dev.spacetime.scene;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string literal as the engine holds it. The engine collects bytes and escapes as characters,
 * cuts each down to eight bits and reads the result as UTF-8 up to the first NUL; where that is no
 * UTF-8, the characters stay as they were.
 */
record EngineText(String value, Loss loss) {
  /** What the author would miss in what the engine reads. */
  enum Loss {
    NONE,
    /** Bytes that are no UTF-8. */
    BYTES,
    /** Escapes above {@code \\u00ff}, of which eight bits are left. */
    ESCAPES
  }

  static EngineText decode(byte[] text, int from, int to, Grammar grammar) {
    int[] units = new int[to - from];
    int count = units(text, from, to, units, grammar);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) units[i];
    }
    int length = lengthToNul(bytes);
    Loss cut = isCut(units, count) ? Loss.ESCAPES : Loss.NONE;
    try {
      String value =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return new EngineText(value, cut);
    } catch (CharacterCodingException e) {
      String value = LooseUtf8.decode(Arrays.copyOf(units, count), bytes, length);
      return new EngineText(
          value, cut == Loss.NONE && hasHighByte(text, from, to) ? Loss.BYTES : cut);
    }
  }

  private static boolean isCut(int[] units, int count) {
    for (int i = 0; i < count; i++) {
      if (units[i] > 0xFF) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasHighByte(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0) {
        return true;
      }
    }
    return false;
  }

  /** Characters below 128, which need no decoding. */
  static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** A character as an error message shows it. */
  static String shown(byte[] text, int offset) {
    int character = text[offset] & 0xFF;
    return character > ' ' && character < 0x7F
        ? "'" + (char) character + "'"
        : String.format("0x%02X", character);
  }

  private static int units(byte[] text, int from, int to, int[] units, Grammar grammar) {
    int count = 0;
    int at = from;
    while (at < to) {
      if (text[at] != '\\') {
        units[count++] = text[at++] & 0xFF;
        continue;
      }
      byte escaped = text[at + 1];
      int digits = Escapes.digits(escaped, grammar);
      units[count++] =
          digits == 0 ? unescaped(escaped) : Escapes.hexadecimal(text, at + 2, at + 2 + digits);
      at += 2 + digits;
    }
    return count;
  }

  private static int unescaped(byte escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> escaped & 0xFF;
    };
  }

  private static int lengthToNul(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return bytes.length;
  }

  /** The engine's own UTF-8 reader: laxer than the standard, and it stops half way. */
  private static final class LooseUtf8 {
    static String decode(int[] units, byte[] bytes, int length) {
      int characters = characters(bytes, length);
      if (characters < 0) {
        return string(units, units.length);
      }
      int[] result = Arrays.copyOf(units, characters);
      overwrite(result, bytes, length);
      return string(result, characters);
    }

    /** How many characters the leading bytes promise, or -1 where one of them can't lead. */
    private static int characters(byte[] bytes, int length) {
      int count = 0;
      int at = 0;
      while (at < length) {
        int size = size(bytes[at]);
        if (size == 0 || (size == 2 && (bytes[at] & 0x1E) == 0)) {
          return -1;
        }
        count++;
        at += size;
      }
      return at == length ? count : -1;
    }

    /** Decodes as far as the bytes are UTF-8; what comes after stays as it was. */
    private static void overwrite(int[] result, byte[] bytes, int length) {
      int at = 0;
      int count = 0;
      while (at < length) {
        int size = size(bytes[at]);
        int character = size == 1 ? bytes[at] : bytes[at] & (0xFF >> (size + 1));
        for (int i = 1; i < size; i++) {
          if ((bytes[at + i] & 0xC0) != 0x80) {
            return;
          }
          character = character << 6 | (bytes[at + i] & 0x3F);
        }
        result[count++] = character;
        at += size;
      }
    }

    private static int size(byte leading) {
      int ones = Integer.numberOfLeadingZeros(~(leading << 24));
      return switch (ones) {
        case 0 -> 1;
        case 2, 3, 4, 5, 6 -> ones;
        default -> 0;
      };
    }

    private static String string(int[] characters, int count) {
      StringBuilder string = new StringBuilder(count);
      for (int i = 0; i < count; i++) {
        string.appendCodePoint(Character.isValidCodePoint(characters[i]) ? characters[i] : 0xFFFD);
      }
      return string.toString();
    }
  }
}
