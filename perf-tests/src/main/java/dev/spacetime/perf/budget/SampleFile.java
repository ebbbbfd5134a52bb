package dev.spacetime.perf.budget;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * JMeter's results (JTL) in CSV, read as they grow: each call of {@link #read} goes on where the
 * last one stopped. A line that is not finished is left for the next call.
 */
public final class SampleFile {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path file;
  private long position;
  private List<String> columns = List.of();
  private long unreadable;

  public SampleFile(Path file) {
    this.file = file;
  }

  /** Lines that were no sample, as after a crash. */
  public long unreadable() {
    return unreadable;
  }

  /** Hands on what is new; nothing when the file is not there yet. */
  public void read(Consumer<Sample> taker) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      while (channel.read(chunk.clear(), position) > 0) {
        int end = chunk.position();
        while (end > 0 && chunk.get(end - 1) != '\n') {
          end--;
        }
        if (end == 0) {
          return;
        }
        position += end;
        new String(chunk.array(), 0, end, StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> line(line, taker));
      }
    }
  }

  private void line(String line, Consumer<Sample> taker) {
    List<String> fields = fields(line);
    if (columns.isEmpty()) {
      columns = fields;
      return;
    }
    sample(fields).ifPresentOrElse(taker, () -> unreadable++);
  }

  private Optional<Sample> sample(List<String> fields) {
    if (fields.size() != columns.size()) {
      return Optional.empty();
    }
    try {
      String thread = field(fields, "threadName");
      return Optional.of(
          new Sample(
              Long.parseLong(field(fields, "timeStamp")),
              Long.parseLong(field(fields, "elapsed")),
              field(fields, "label"),
              Boolean.parseBoolean(field(fields, "success")),
              Long.parseLong(field(fields, "Connect")) > 0,
              thread.replaceFirst(" \\d+-\\d+$", "")));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private String field(List<String> fields, String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException("No column " + column);
    }
    return fields.get(at);
  }

  /** Splits at commas outside quotes (RFC 4180). */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
