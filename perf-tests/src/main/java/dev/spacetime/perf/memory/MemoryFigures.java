package dev.spacetime.perf.memory;

import dev.spacetime.perf.process.JvmMemory;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What a server holds after its load. */
record MemoryFigures(Map<Figure, Long> bytes) {
  private static final double BYTES_OF_MEBIBYTE = 1 << 20;

  /** One way to count. */
  enum Figure {
    RESIDENT_AT_PEAK("resident set, peak"),
    RESIDENT("resident set after load"),
    PROPORTIONAL("proportional set after load"),
    LIVE_HEAP("live heap after collection"),
    RESIDENT_COLLECTED("resident set after it");

    private final String title;

    Figure(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  static MemoryFigures of(JvmMemory memory) throws IOException, InterruptedException {
    Map<Figure, Long> bytes = new EnumMap<>(Figure.class);
    bytes.put(Figure.RESIDENT_AT_PEAK, memory.residentBytesAtPeak());
    bytes.put(Figure.RESIDENT, memory.residentBytes());
    bytes.put(Figure.PROPORTIONAL, memory.proportionalBytes());
    bytes.put(Figure.LIVE_HEAP, memory.liveHeapBytes());
    bytes.put(Figure.RESIDENT_COLLECTED, memory.residentBytes());
    return new MemoryFigures(bytes);
  }

  double mebibytes(Figure figure) {
    return Objects.requireNonNull(bytes.get(figure)) / BYTES_OF_MEBIBYTE;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Figure figure : bytes.keySet()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(figure.title())
          .append(' ')
          .append(Math.round(mebibytes(figure) * 10) / 10.0);
    }
    return text.toString();
  }
}
