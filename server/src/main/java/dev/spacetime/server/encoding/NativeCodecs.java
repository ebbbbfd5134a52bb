package dev.spacetime.server.encoding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Codecs of native libraries, which may be missing where the program runs. */
final class NativeCodecs {
  private NativeCodecs() {}

  static Codec brotli() {
    Brotli4jLoader.ensureAvailability();
    return NativeCodecs::brotli;
  }

  static Codec zstd() {
    Native.load();
    return Zstd::compress;
  }

  private static byte[] brotli(byte[] bytes, int level) {
    try {
      return Encoder.compress(bytes, Encoder.Parameters.create(level));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
