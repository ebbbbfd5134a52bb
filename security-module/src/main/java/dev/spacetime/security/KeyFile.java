package dev.spacetime.security;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that others may replace at any time, read again when it has changed. To ask whether it has
 * costs a system call, a fiftieth of the signature that it is asked for.
 */
final class KeyFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final int BYTES_MAX = 1 << 20;

  private final Path file;
  private final Function<byte[], T> reader;
  private Held<T> held = new Held<>(null, 0, null);
  private boolean down;

  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  private record Held<T>(@Nullable Stamp stamp, long generation, @Nullable T content) {}

  /**
   * @param reader throws a {@link TokenStoreException} for bytes that can't be used
   */
  KeyFile(Path file, Function<byte[], T> reader) {
    this.file = file;
    this.reader = reader;
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

  /** Another number whenever the content may be another; the last one while there is no file. */
  synchronized long generation() {
    try {
      look();
    } catch (IOException missing) {
      return held.generation();
    }
    return held.generation();
  }

  /**
   * @throws ApiException 503 when the file can't be read or used
   */
  synchronized T content() {
    try {
      T content = load();
      if (down) {
        LOG.info("The keys of signed tokens can be read again");
      }
      down = false;
      return content;
    } catch (IOException | TokenStoreException unusable) {
      // Told once and not for each request that finds it so.
      if (!down) {
        LOG.error("The keys of signed tokens can't be used: {}", unusable.toString());
      }
      down = true;
      throw ApiException.of(ErrorCode.UNAVAILABLE, "Tokens can't be checked now");
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
      held = new Held<>(held.stamp(), held.generation(), content);
    }
    return content;
  }

  private void look() throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    Stamp stamp = new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
    if (!stamp.equals(held.stamp())) {
      held = new Held<>(stamp, held.generation() + 1, null);
    }
  }
}
