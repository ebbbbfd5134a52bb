package dev.spacetime.perf.history;

import dev.spacetime.api.Json;
import dev.spacetime.perf.command.FailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * A file of one JSON object a line. An entry is on disk when {@link #append} returns; what a crash
 * leaves of a line is no entry and is cut off by the next one.
 */
final class HistoryStore {
  static final int VERSION = 1;
  private static final long BYTES_MAX = 64L << 20;

  private final Path file;

  HistoryStore(Path file) {
    this.file = file;
  }

  /**
   * One comparison.
   *
   * @param label a commit or a version, empty when unknown
   * @param figures by name
   */
  record Entry(int version, String created, String label, Map<String, Double> figures) {
    /** Its label, or the day when it has none. */
    String name() {
      return label.isEmpty() ? created.replaceFirst("T.*", "") : label;
    }
  }

  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : wholeLines().lines().toList()) {
      number++;
      if (!line.isBlank()) {
        entries.add(entry(line, number));
      }
    }
    return entries;
  }

  private Entry entry(String line, int number) {
    try {
      Entry entry = Json.read(line.getBytes(StandardCharsets.UTF_8), Entry.class);
      if (entry.version() == VERSION) {
        return entry;
      }
      throw new FailedException(
          file + ", line " + number + ": version " + entry.version() + ", known is " + VERSION);
    } catch (JacksonException malformed) {
      throw new FailedException(file + ", line " + number + " is no entry", malformed);
    }
  }

  void append(Entry entry) throws IOException {
    int whole = wholeLines().getBytes(StandardCharsets.UTF_8).length;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.write(Json.bytes(entry));
    line.write('\n');
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
      channel.position(whole);
      ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private String wholeLines() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new FailedException(file + " has more than " + BYTES_MAX + " bytes");
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }
}
