package dev.spacetime.server.audit;

import dev.spacetime.api.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a line of the file: one JSON object whose last member, {@code crc32c}, is the
 * checksum of all before it.
 */
final class AuditLine {
  private static final String TAIL = ",\"crc32c\":\"%08x\"}";
  private static final int TAIL_BYTES = ",\"crc32c\":\"".length() + 8 + "\"}".length();

  private AuditLine() {}

  private record Document(
      long sequence,
      String time,
      String who,
      String action,
      @Nullable String from,
      String to,
      String reason,
      Map<String, Double> figures) {
    static Document of(RecordedEntry recorded) {
      AuditEntry entry = recorded.entry();
      return new Document(
          recorded.sequence(),
          entry.time().truncatedTo(ChronoUnit.MILLIS).toString(),
          entry.who(),
          entry.action(),
          entry.from(),
          entry.to(),
          entry.reason(),
          new TreeMap<>(entry.figures()));
    }

    RecordedEntry recorded() {
      return new RecordedEntry(
          sequence, new AuditEntry(Instant.parse(time), who, action, from, to, reason, figures));
    }
  }

  /** The line with its end. */
  static byte[] bytes(RecordedEntry recorded) {
    byte[] object = Json.bytes(Document.of(recorded));
    int length = object.length - 1;
    byte[] line = Arrays.copyOf(object, length + TAIL_BYTES + 1);
    System.arraycopy(tail(object, length), 0, line, length, TAIL_BYTES);
    line[line.length - 1] = '\n';
    return line;
  }

  /** Whether a line without its end is what was written. */
  static boolean isSound(byte[] line) {
    int length = line.length - TAIL_BYTES;
    return length > 0
        && Arrays.equals(line, length, line.length, tail(line, length), 0, TAIL_BYTES);
  }

  /**
   * @param line without its end
   * @return empty when it is not what was written
   */
  static Optional<RecordedEntry> read(byte[] line) {
    if (!isSound(line)) {
      return Optional.empty();
    }
    byte[] object = Arrays.copyOf(line, line.length - TAIL_BYTES + 1);
    object[object.length - 1] = '}';
    try {
      return Optional.of(Json.read(object, Document.class).recorded());
    } catch (RuntimeException foreign) {
      return Optional.empty();
    }
  }

  private static byte[] tail(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return TAIL.formatted(checksum.getValue()).getBytes(StandardCharsets.US_ASCII);
  }
}
