package dev.spacetime.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The hot keys of a region, the most used first, each a line of Base64 under a head with a CRC-32C.
 * Keys and no values: what they stand for is loaded again.
 */
record HotKeysFile(Path file) {
  private static final String HEAD = "hot-keys 1 ";
  private static final int BYTES_MAX = 64 << 20;

  void write(List<String> keys) throws IOException {
    String lines =
        keys.stream()
            .map(key -> Base64.getEncoder().encodeToString(Utf8.encode(key)) + "\n")
            .collect(Collectors.joining());
    DurableFile.write(file, (HEAD + checksum(lines) + "\n" + lines).getBytes(US_ASCII), false);
  }

  /**
   * @return none when there is no such file
   * @throws IOException when it can't be read or isn't as it was written
   */
  List<String> read() throws IOException {
    String text = new String(DurableFile.read(file, BYTES_MAX).orElse(new byte[0]), US_ASCII);
    if (text.isEmpty()) {
      return List.of();
    }
    int end = text.indexOf('\n');
    String lines = text.substring(end + 1);
    if (end < 0 || !text.substring(0, end).equals(HEAD + checksum(lines))) {
      throw new IOException("The list of hot keys is damaged");
    }
    return lines.lines().map(line -> Utf8.decode(Base64.getDecoder().decode(line))).toList();
  }

  private static String checksum(String lines) {
    CRC32C checksum = new CRC32C();
    checksum.update(lines.getBytes(US_ASCII));
    return "%08x".formatted(checksum.getValue());
  }
}
