package dev.spacetime.scene;

/**
 * Turns byte offsets into lines and columns. Asked in rising order, as the parser does, it reads
 * the text once.
 */
final class TextPositions {
  private final byte[] text;
  private int counted;
  private int line = 1;
  private int lineStart;
  private int columnCounted;
  private int column = 1;

  TextPositions(byte[] text) {
    this.text = text;
  }

  TextPosition at(int offset) {
    int end = Math.min(offset, text.length);
    if (end < columnCounted) {
      restart();
    }
    countLines(end);
    countColumns(end);
    return new TextPosition(line, column);
  }

  private void restart() {
    counted = 0;
    line = 1;
    lineStart = 0;
    columnCounted = 0;
    column = 1;
  }

  private void countLines(int end) {
    for (int i = counted; i < end; i++) {
      if (text[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    counted = Math.max(counted, end);
    if (columnCounted < lineStart) {
      columnCounted = lineStart;
      column = 1;
    }
  }

  private void countColumns(int end) {
    for (int i = columnCounted; i < end; i++) {
      boolean continuesCharacter = (text[i] & 0xC0) == 0x80;
      if (!continuesCharacter) {
        column++;
      }
    }
    columnCounted = Math.max(columnCounted, end);
  }
}
