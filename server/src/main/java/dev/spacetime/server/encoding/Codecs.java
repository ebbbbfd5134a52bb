package dev.spacetime.server.encoding;

import dev.spacetime.api.ContentCoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What bodies can be encoded with. Native libraries are loaded when a client first asks for any, so
 * that the start does not wait for them; one that can't be loaded is done without.
 */
public final class Codecs {
  private static final Logger LOG = LoggerFactory.getLogger(Codecs.class);

  private final Map<ContentCoding, Supplier<Codec>> makers;
  private volatile @Nullable Map<ContentCoding, Codec> loaded;

  public Codecs() {
    this(
        Map.of(
            ContentCoding.BROTLI, () -> NativeCodecs.brotli(),
            ContentCoding.ZSTD, () -> NativeCodecs.zstd()));
  }

  Codecs(Map<ContentCoding, Supplier<Codec>> natives) {
    makers = new EnumMap<>(natives);
    makers.put(ContentCoding.GZIP, () -> Codecs::gzip);
  }

  Set<ContentCoding> available() {
    return codecs().keySet();
  }

  byte[] encode(ContentCoding coding, byte[] bytes, int level) {
    Codec codec = codecs().get(coding);
    if (codec == null) {
      throw new IllegalArgumentException(coding + " is not available");
    }
    return codec.encode(bytes, level);
  }

  private Map<ContentCoding, Codec> codecs() {
    Map<ContentCoding, Codec> codecs = loaded;
    return codecs == null ? load() : codecs;
  }

  private synchronized Map<ContentCoding, Codec> load() {
    Map<ContentCoding, Codec> codecs = loaded;
    if (codecs == null) {
      Map<ContentCoding, Codec> made = new EnumMap<>(ContentCoding.class);
      makers.forEach(
          (coding, maker) -> {
            try {
              made.put(coding, maker.get());
            } catch (LinkageError | RuntimeException missing) {
              LOG.warn("Bodies are not sent as {}: {}", coding.token(), missing.toString());
            }
          });
      codecs = Collections.unmodifiableMap(made);
      loaded = codecs;
    }
    return codecs;
  }

  private static byte[] gzip(byte[] bytes, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4);
    try (GZIPOutputStream gzip = new LevelledGzip(out, level)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(ByteArrayOutputStream out, int level) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }
}
