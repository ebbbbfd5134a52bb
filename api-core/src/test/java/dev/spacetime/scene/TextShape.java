package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text and their lengths in characters, counted apart from the parser. */
final class TextShape {
  // Of a character's bytes in UTF-8, those from 0x80 to 0xBF continue it.
  private static final byte LEADING_MIN = (byte) 0xC0;

  private final List<Integer> lengths = new ArrayList<>();

  TextShape(byte[] text) {
    int length = 0;
    for (byte unit : text) {
      if (unit == '\n') {
        lengths.add(length);
        length = 0;
      } else if (unit >= 0 || unit >= LEADING_MIN) {
        length++;
      }
    }
    lengths.add(length);
  }

  /** A place is one of the text's characters, or the end of a line. */
  void assertHolds(int line, int column) {
    assertThat(line).isBetween(1, lengths.size());
    assertThat(column).isBetween(1, lengths.get(line - 1) + 1);
  }
}
