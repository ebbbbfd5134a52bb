package dev.spacetime.server.audit;

import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The file that is written to and the full one before it, to be read. */
record AuditFiles(Path current, Path full) {
  /** Some ten thousand entries; as many again are kept in the full file. */
  static final int BYTES_MAX = 4 << 20;

  // The last line of a full file may be a long one.
  private static final int READ_BYTES_MAX = 2 * BYTES_MAX;

  static AuditFiles in(Path dataFolder) {
    return new AuditFiles(dataFolder.resolve("audit.jsonl"), dataFolder.resolve("audit.jsonl.1"));
  }

  /**
   * The newest first.
   *
   * @param before only entries with a smaller sequence number
   */
  AuditPage page(int limit, long before) throws IOException {
    List<byte[]> lines = lines();
    List<RecordedEntry> entries = new ArrayList<>();
    int damaged = 0;
    for (int i = lines.size() - 1; i >= 0; i--) {
      byte[] line = lines.get(i);
      if (!AuditLine.isSound(line)) {
        damaged++;
      } else if (entries.size() < limit) {
        AuditLine.read(line).filter(one -> one.sequence() < before).ifPresent(entries::add);
      }
    }
    return new AuditPage(entries, damaged);
  }

  /**
   * What a server begins with.
   *
   * @param lastSequence the number of the last entry; a damaged one had a number, too
   * @param damaged lines that are not what was written
   */
  record Kept(long lastSequence, int damaged) {}

  Kept kept() throws IOException {
    List<byte[]> lines = lines();
    long last = lastSequence(lines);
    long damaged = lines.stream().filter(line -> !AuditLine.isSound(line)).count();
    return new Kept(last, (int) damaged);
  }

  private static long lastSequence(List<byte[]> lines) {
    int damaged = 0;
    for (int i = lines.size() - 1; i >= 0; i--) {
      Optional<RecordedEntry> entry = AuditLine.read(lines.get(i));
      if (entry.isPresent()) {
        return entry.get().sequence() + damaged;
      }
      damaged++;
    }
    return damaged;
  }

  private List<byte[]> lines() throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (Path file : List.of(full, current)) {
      byte[] bytes = DurableFile.read(file, READ_BYTES_MAX).orElse(new byte[0]);
      int begin = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          lines.add(Arrays.copyOfRange(bytes, begin, i));
          begin = i + 1;
        }
      }
    }
    return lines;
  }
}
