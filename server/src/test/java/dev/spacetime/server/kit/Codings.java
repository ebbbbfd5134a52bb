package dev.spacetime.server.kit;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Undoes content codings. */
final class Codings {
  private Codings() {}

  static byte[] decode(String coding, byte[] body) {
    try (InputStream in = stream(coding, new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private static InputStream stream(String coding, InputStream body) throws IOException {
    return switch (coding) {
      case "gzip" -> new GZIPInputStream(body);
      case "br" -> {
        Brotli4jLoader.ensureAvailability();
        yield new BrotliInputStream(body);
      }
      case "zstd" -> new ZstdInputStream(body);
      case "" -> body;
      default -> throw new IOException("unknown coding " + coding);
    };
  }
}
