package dev.spacetime.server.platform;

import dev.spacetime.api.Json;
import dev.spacetime.api.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Who switched what and why: one JSON line for each switch in {@code switches.jsonl} of the data
 * folder, on the disk before the switch takes effect. A full file makes room by becoming {@code
 * switches.jsonl.1}.
 */
final class SwitchLog implements AutoCloseable {
  private static final long BYTES_MAX = 16L << 20;

  private final Path file;
  private FileChannel channel;

  SwitchLog(Path dataFolder) throws IOException {
    this.file = dataFolder.resolve("switches.jsonl");
    this.channel = open(file);
  }

  private record Line(
      String time, String active, @Nullable String previous, String reason, String caller) {}

  /** Durable when it returns. */
  synchronized void append(VariantStatus status, String caller) {
    Line line =
        new Line(
            Timestamps.text(status.since()),
            status.active(),
            status.previous(),
            status.reason(),
            caller);
    String text = new String(Json.bytes(line), StandardCharsets.UTF_8) + "\n";
    try {
      makeRoom();
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException notDurable) {
      throw new UncheckedIOException(notDurable);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  private void makeRoom() throws IOException {
    if (channel.size() >= BYTES_MAX) {
      channel.close();
      Files.move(
          file, file.resolveSibling("switches.jsonl.1"), StandardCopyOption.REPLACE_EXISTING);
      channel = open(file);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
