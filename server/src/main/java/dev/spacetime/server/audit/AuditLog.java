package dev.spacetime.server.audit;

import dev.spacetime.storage.NotStored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what serves, when, why and by which figures: a JSON line for each in {@code
 * audit.jsonl} of the data folder, on the disk before the change takes effect. A full file makes
 * room by becoming {@code audit.jsonl.1}.
 */
public final class AuditLog implements AuditTrail, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  private final AuditFiles files;
  private final int bytesMax;
  private FileChannel channel;
  private long end;
  private long sequence;

  /** Ends what a killed process left half written. */
  public AuditLog(Path dataFolder) throws IOException {
    this(dataFolder, AuditFiles.BYTES_MAX);
  }

  AuditLog(Path dataFolder, int bytesMax) throws IOException {
    this.files = AuditFiles.in(dataFolder);
    this.bytesMax = bytesMax;
    this.channel = open();
    this.end = cutHalfALine();
    AuditFiles.Kept kept = files.kept();
    this.sequence = kept.lastSequence();
    if (kept.damaged() > 0) {
      LOG.warn("{} lines of the audit log are damaged; all others can be read", kept.damaged());
    }
  }

  /** What a data folder holds, also while a server writes to it; see {@link #entries}. */
  public static AuditPage read(Path dataFolder, int limit, long before) throws IOException {
    return AuditFiles.in(dataFolder).page(limit, before);
  }

  @Override
  public synchronized void append(AuditEntry entry) {
    try {
      makeRoom();
      byte[] line = AuditLine.bytes(new RecordedEntry(sequence + 1, entry));
      write(ByteBuffer.wrap(line));
      end += line.length;
      sequence++;
    } catch (IOException notDurable) {
      throw NotStored.refusal("audit log", notDurable);
    }
  }

  /**
   * The newest first.
   *
   * @param before only entries with a smaller sequence number
   */
  public synchronized AuditPage entries(int limit, long before) {
    try {
      return files.page(limit, before);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  // Half a line, of this write or of one that failed before, is no entry.
  private void write(ByteBuffer line) throws IOException {
    channel.truncate(end);
    try {
      long position = end;
      while (line.hasRemaining()) {
        position += channel.write(line, position);
      }
      channel.force(false);
    } catch (IOException failed) {
      channel.truncate(end);
      throw failed;
    }
  }

  private void makeRoom() throws IOException {
    if (end < bytesMax) {
      return;
    }
    if (Files.exists(files.current())) {
      Files.move(files.current(), files.full(), StandardCopyOption.ATOMIC_MOVE);
    }
    FileChannel full = channel;
    channel = open();
    end = 0;
    full.close();
  }

  private FileChannel open() throws IOException {
    boolean isNew = !Files.exists(files.current());
    FileChannel opened =
        FileChannel.open(
            files.current(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (isNew) {
      // The names are durable when the folder is.
      try (FileChannel folder =
          FileChannel.open(files.current().resolveSibling("."), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
    return opened;
  }

  // Half a line is of a change that was never answered: its process was killed.
  private long cutHalfALine() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    long whole = channel.size();
    while (whole > 0 && channel.read(last.clear(), whole - 1) == 1 && last.get(0) != '\n') {
      whole--;
    }
    if (whole < channel.size()) {
      LOG.warn("The last entry of the audit log was never finished and is cut off");
      channel.truncate(whole);
    }
    return whole;
  }
}
