package dev.spacetime.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A {@link DurableFile} of text whose last line is a checksum of all before it, so that what fell
 * over by itself is found. Who edits such a file removes that line; the text is then taken as it
 * is.
 */
public final class CheckedFile {
  private static final String HEAD = "\ncrc32c ";
  private static final int LINE_BYTES = HEAD.length() + 8 + 1;

  private CheckedFile() {}

  /** Durable when it returns; not for two writers of one file at once. */
  public static void write(Path file, byte[] text, boolean ownerOnly) throws IOException {
    byte[] whole = Arrays.copyOf(text, text.length + LINE_BYTES);
    System.arraycopy(line(text), 0, whole, text.length, LINE_BYTES);
    DurableFile.write(file, whole, ownerOnly);
  }

  /**
   * The text without its checksum.
   *
   * @return empty when there is no such file
   * @throws DamagedFileException when the text is not the one that the checksum was made of
   * @throws IOException when it can't be read or has more bytes than that
   */
  public static Optional<byte[]> read(Path file, int bytesMax) throws IOException {
    byte[] whole = DurableFile.read(file, bytesMax + LINE_BYTES).orElse(null);
    if (whole == null) {
      return Optional.empty();
    }
    int length = Math.max(0, whole.length - LINE_BYTES);
    byte[] last = Arrays.copyOfRange(whole, length, whole.length);
    if (!new String(last, StandardCharsets.ISO_8859_1).startsWith(HEAD)) {
      return Optional.of(whole);
    }
    byte[] text = Arrays.copyOf(whole, length);
    if (!Arrays.equals(last, line(text))) {
      throw new DamagedFileException(file.getFileName() + " is damaged");
    }
    return Optional.of(text);
  }

  private static byte[] line(byte[] text) {
    CRC32C checksum = new CRC32C();
    checksum.update(text);
    return "%s%08x\n".formatted(HEAD, checksum.getValue()).getBytes(StandardCharsets.US_ASCII);
  }
}
