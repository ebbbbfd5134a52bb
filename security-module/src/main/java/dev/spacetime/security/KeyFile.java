package dev.spacetime.security;

import dev.spacetime.api.ApiException;
import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that others may replace at any time, read again when it has changed. To ask whether it has
 * costs a system call, so it is asked once in {@link #LOOK_INTERVAL} at the most; while it can't be
 * read, each time.
 */
final class KeyFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final int BYTES_MAX = 1 << 20;

  /** For so long a change may go unnoticed. */
  static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

  private final Path file;
  private final Function<byte[], T> reader;
  private final InstantSource clock;
  private volatile Held<T> held = new Held<>(null, 0, null, Instant.MIN);
  private boolean down;

  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  /**
   * @param looked when the stamp was compared with the file's
   */
  private record Held<T>(
      @Nullable Stamp stamp, long generation, @Nullable T content, Instant looked) {
    // The clock may be set back, too.
    boolean isCurrent(Instant now) {
      return content != null && Duration.between(looked, now).abs().compareTo(LOOK_INTERVAL) < 0;
    }
  }

  /**
   * @param reader throws a {@link TokenStoreException} for bytes that can't be used
   */
  KeyFile(Path file, Function<byte[], T> reader, InstantSource clock) {
    this.file = file;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Reads it for the first time.
   *
   * @throws TokenStoreException when it can't be read or used
   */
  synchronized void open() {
    try {
      load();
    } catch (IOException unreadable) {
      throw new TokenStoreException(file + " can't be read");
    }
  }

  /** Another number for each other content; the last one while the file can't be used. */
  long generation() {
    Held<T> last = held;
    return last.isCurrent(clock.instant()) ? last.generation() : generationNow();
  }

  /**
   * @throws ApiException 503 when the file can't be read or used
   */
  T content() {
    Held<T> last = held;
    T content = last.content();
    return content != null && last.isCurrent(clock.instant()) ? content : contentNow();
  }

  private synchronized long generationNow() {
    try {
      load();
    } catch (IOException | TokenStoreException unusable) {
      // Who asks for the content is told.
      return held.generation();
    }
    return held.generation();
  }

  private synchronized T contentNow() {
    try {
      return load();
    } catch (IOException | TokenStoreException unusable) {
      // Told once and not for each request that finds it so.
      if (!down) {
        LOG.error("The keys of signed tokens can't be used: {}", unusable.toString());
      }
      down = true;
      throw ApiException.unavailable("Tokens can't be checked now");
    }
  }

  private T load() throws IOException {
    look();
    T content = held.content();
    if (content == null) {
      byte[] bytes =
          DurableFile.read(file, BYTES_MAX)
              .orElseThrow(() -> new IOException(file + " does not exist"));
      content = Objects.requireNonNull(reader.apply(bytes));
      held = new Held<>(held.stamp(), held.generation() + 1, content, held.looked());
    }
    if (down) {
      LOG.info("The keys of signed tokens can be read again");
    }
    down = false;
    return content;
  }

  private void look() throws IOException {
    Instant now = clock.instant();
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    Stamp stamp = new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
    boolean same = stamp.equals(held.stamp());
    held = new Held<>(stamp, held.generation(), same ? held.content() : null, now);
  }
}
