package dev.spacetime.server.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Content;
import dev.spacetime.api.ContentCoding;
import dev.spacetime.api.HeldAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CompressionTest {
  private static final Duration MADE_MAX = Duration.ofSeconds(30);

  private static byte[] listing() {
    StringBuilder json = new StringBuilder("{\"scenes\":[");
    for (int i = 0; i < 2_000; i++) {
      json.append(
          "{\"name\":\"scene_%d\",\"path\":\"res://levels/%d/scene_%d.tscn\",\"size_bytes\":%d,\"modified\":\"2026-11-01T12:%02d:%02dZ\"},"
              .formatted(i, i % 40, i, 300 + i * 7919 % 4_000, i % 60, i * 31 % 60));
    }
    json.setCharAt(json.length() - 1, ']');
    return json.append(",\"count\":2000}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Encoded whenReady(Compression compression, Content content, String field) {
    Instant end = Instant.now().plus(MADE_MAX);
    while (!compression.isReady(content, compression.accepted(field))) {
      assertThat(Instant.now()).as("%s is made before", field).isBefore(end);
      Thread.onSpinWait();
    }
    return compression.encoded(content, compression.accepted(field));
  }

  @Test
  void listOfScenesNeedsLessThanHalfInEveryCoding() {
    byte[] bytes = listing();
    Content content =
        new HeldAnswer(ApiResponse.of(200, ApiResponse.JSON, bytes)).answer().content();
    Map<ContentCoding, Integer> kept = new EnumMap<>(ContentCoding.class);
    try (Compression compression = new Compression(new Codecs())) {
      for (ContentCoding coding :
          List.of(ContentCoding.BROTLI, ContentCoding.ZSTD, ContentCoding.GZIP)) {
        Content once = new Content(bytes);
        int quick =
            compression.encoded(once, compression.accepted(coding.token())).content().length();
        Encoded made = whenReady(compression, content, coding.token());
        assertThat(made.level()).isEqualTo(coding.bestLevel());
        assertThat(made.content().length()).isLessThanOrEqualTo(quick);
        assertThat(quick).isLessThan(bytes.length / 2);
        assertThat(compression.encoded(content, compression.accepted(coding.token())))
            .isSameAs(made);
        kept.put(coding, made.content().length());
        System.out.printf(
            "2,000 scenes, %d bytes, as %s: %.1f %% saved at once, %.1f %% when kept%n",
            bytes.length,
            coding.token(),
            100 - 100.0 * quick / bytes.length,
            100 - 100.0 * made.content().length() / bytes.length);
      }
    }
    assertThat(List.copyOf(kept.values())).isSorted();
  }

  @Test
  void missingLibraryLeavesGzip() {
    Supplier<Codec> missing =
        () -> {
          throw new UnsatisfiedLinkError("no library");
        };
    Codecs codecs = new Codecs(Map.of(ContentCoding.BROTLI, missing, ContentCoding.ZSTD, missing));
    try (Compression compression = new Compression(codecs)) {
      assertThat(codecs.available()).isEqualTo(Set.of(ContentCoding.GZIP));
      Encoded sent =
          compression.encoded(new Content(listing()), compression.accepted("br, zstd, gzip;q=0.1"));
      assertThat(sent.coding()).isEqualTo(ContentCoding.GZIP);
    }
  }
}
