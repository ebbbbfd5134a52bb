package dev.spacetime.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces a file as a whole: after a crash at any moment it holds the old bytes or the new ones,
 * and when {@link #write} has returned, the new ones.
 */
public final class DurableFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rw-r--r--");

  private DurableFile() {}

  /**
   * Not for two writers of one file at once.
   *
   * @param ownerOnly keeps everyone else from reading it, from before its first byte
   */
  public static void write(Path file, byte[] bytes, boolean ownerOnly) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "A file has a folder");
    FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(ownerOnly ? OWNER : ALL);
    // One name, so that a crash leaves one file at the most and the next write takes it over.
    Path whole = folder.resolve("." + file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(whole, permissions);
    try {
      try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      Files.deleteIfExists(whole);
      throw failed;
    }
    // The new name is durable when the folder is.
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * @return empty when there is no such file
   * @throws IOException when it can't be read or has more bytes than that
   */
  public static Optional<byte[]> read(Path file, int bytesMax) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw new IOException("The file has more than " + bytesMax + " bytes");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }
}
