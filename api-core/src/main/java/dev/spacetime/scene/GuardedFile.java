package dev.spacetime.scene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;

/**
 * Opens a file by descending from the project folder one folder at a time, each relative to the
 * open one before it and none through a link. So a link that is put in the way after the path has
 * been checked can't lead the read to another place.
 */
final class GuardedFile {
  private static final Set<OpenOption> READ_WITHOUT_LINKS =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path root;
  private final Path relative;
  private final ResourcePath path;

  /**
   * @param relative the way from the root to the file, with every link resolved
   * @param path what messages call the file
   */
  GuardedFile(Path root, Path relative, ResourcePath path) {
    this.root = root;
    this.relative = relative;
    this.path = path;
  }

  byte[] read(long sizeBytesMax) throws IOException {
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
      return folder instanceof SecureDirectoryStream<Path> secure
          ? descend(secure, relative.iterator(), sizeBytesMax)
          : readDirectly(sizeBytesMax);
    } catch (NotDirectoryException e) {
      throw absent(e);
    }
  }

  private byte[] descend(
      SecureDirectoryStream<Path> first, Iterator<Path> segments, long sizeBytesMax)
      throws IOException {
    SecureDirectoryStream<Path> folder = first;
    try {
      Path segment = segments.next();
      while (segments.hasNext()) {
        SecureDirectoryStream<Path> inner = openFolder(folder, segment);
        close(folder, first);
        folder = inner;
        segment = segments.next();
      }
      return readIn(folder, segment, sizeBytesMax);
    } finally {
      close(folder, first);
    }
  }

  private SecureDirectoryStream<Path> openFolder(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    try {
      return folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      throw absent(e);
    }
  }

  /** The caller closes the first folder. */
  private static void close(SecureDirectoryStream<Path> folder, SecureDirectoryStream<Path> first)
      throws IOException {
    if (folder != first) {
      folder.close();
    }
  }

  private byte[] readIn(SecureDirectoryStream<Path> folder, Path name, long sizeBytesMax)
      throws IOException {
    BasicFileAttributeView view =
        folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    BasicFileAttributes attributes = view.readAttributes();
    requireRegular(attributes);
    try (SeekableByteChannel channel = folder.newByteChannel(name, READ_WITHOUT_LINKS)) {
      return bytes(channel, attributes.size(), sizeBytesMax);
    }
  }

  /** For file systems without relative opening, where no better is to be had. */
  private byte[] readDirectly(long sizeBytesMax) throws IOException {
    Path file = root.resolve(relative);
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    requireRegular(attributes);
    try (SeekableByteChannel channel = Files.newByteChannel(file, READ_WITHOUT_LINKS)) {
      return bytes(channel, attributes.size(), sizeBytesMax);
    }
  }

  /** Before opening: to open a pipe would wait for its writer. */
  private void requireRegular(BasicFileAttributes attributes) throws NoSuchFileException {
    if (!attributes.isRegularFile()) {
      throw new NoSuchFileException(path.value());
    }
  }

  /** All bytes, counted as they come: a file may have grown since it was measured. */
  private byte[] bytes(SeekableByteChannel channel, long expectedBytes, long sizeBytesMax)
      throws IOException {
    if (expectedBytes > sizeBytesMax) {
      throw new SceneTooLargeException(path, sizeBytesMax);
    }
    ByteBuffer exact = ByteBuffer.allocate((int) expectedBytes);
    while (exact.hasRemaining()) {
      if (channel.read(exact) < 0) {
        return Arrays.copyOf(exact.array(), exact.position());
      }
    }
    return withRest(exact.array(), channel, sizeBytesMax);
  }

  private byte[] withRest(byte[] start, SeekableByteChannel channel, long sizeBytesMax)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(start.length == 0 ? CHUNK_BYTES : 1);
    if (channel.read(chunk) < 0) {
      return start;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(start.length + CHUNK_BYTES);
    all.write(start, 0, start.length);
    do {
      all.write(chunk.array(), 0, chunk.position());
      if (all.size() > sizeBytesMax) {
        throw new SceneTooLargeException(path, sizeBytesMax);
      }
      chunk = ByteBuffer.allocate(CHUNK_BYTES);
    } while (channel.read(chunk) >= 0);
    return all.toByteArray();
  }

  private NoSuchFileException absent(IOException cause) {
    NoSuchFileException absent = new NoSuchFileException(path.value());
    absent.initCause(cause);
    return absent;
  }
}
