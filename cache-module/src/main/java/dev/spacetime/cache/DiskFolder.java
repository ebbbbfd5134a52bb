package dev.spacetime.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one region's disk tier, and a seal over them: the sizes and checksums that a clean
 * end wrote down. Ehcache trusts what it finds, so it is given only what still bears its seal.
 *
 * @param layout of what is in it; files of another layout are of no use
 */
record DiskFolder(Path folder, String layout) {
  private static final String SEAL = "seal";
  private static final String FILES = "files";
  private static final int SEAL_BYTES_MAX = 1 << 20;
  private static final int BLOCK_BYTES = 1 << 16;

  /** Where Ehcache keeps its files. */
  Path files() {
    return folder.resolve(FILES);
  }

  /**
   * Leaves either the files of the last clean end or none, and no seal: who ends without {@link
   * #seal} starts cold.
   *
   * @return whether there are files
   */
  boolean prepare() throws IOException {
    Files.createDirectories(folder);
    boolean intact = intact();
    Files.deleteIfExists(folder.resolve(SEAL));
    if (!intact) {
      wipe();
    }
    return intact;
  }

  /** Vouches for the files as they are. */
  void seal() throws IOException {
    DurableFile.write(folder.resolve(SEAL), content().getBytes(UTF_8), false);
  }

  /**
   * Gives the data file all its room now. Ehcache maps parts of a file with holes into memory, and
   * a hole that a full disk can't fill ends the process or, at best, any of its threads.
   *
   * @throws IOException when there is no room
   */
  void reserve(long bytes) throws IOException {
    List<Path> paths;
    try (var found = Files.walk(files())) {
      paths = found.filter(path -> path.toString().endsWith(".data")).toList();
    }
    for (Path path : paths) {
      reserve(path, bytes);
    }
  }

  // What is there is written again as it is, what isn't becomes zeros.
  private static void reserve(Path file, long bytes) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
      for (long from = 0; from < bytes; from += BLOCK_BYTES) {
        int length = (int) Math.min(BLOCK_BYTES, bytes - from);
        Arrays.fill(block, (byte) 0);
        whole.seek(from);
        readUpTo(whole, block, length);
        whole.seek(from);
        whole.write(block, 0, length);
      }
    }
  }

  private static void readUpTo(RandomAccessFile file, byte[] block, int length) throws IOException {
    int read = 0;
    for (int more = 0; more >= 0 && read < length; read += Math.max(0, more)) {
      more = file.read(block, read, length - read);
    }
  }

  void wipe() throws IOException {
    if (!Files.exists(files())) {
      return;
    }
    List<Path> all;
    try (var found = Files.walk(files())) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private boolean intact() {
    try {
      byte @Nullable [] seal = DurableFile.read(folder.resolve(SEAL), SEAL_BYTES_MAX).orElse(null);
      return seal != null && Arrays.equals(seal, content().getBytes(UTF_8));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private String content() throws IOException {
    StringBuilder content = new StringBuilder(layout).append('\n');
    List<Path> paths;
    try (var found = Files.walk(files())) {
      paths = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path path : paths) {
      content.append(checksum(path)).append(' ').append(files().relativize(path)).append('\n');
    }
    return content.toString();
  }

  /** CRC-32C and size: what falls over by itself is found, what somebody forges is not. */
  private static String checksum(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return "%08x %d".formatted(checksum.getValue(), bytes);
    }
  }
}
