package dev.spacetime.optimized;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.Json;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.cache.Encoding;
import dev.spacetime.cache.KeyCodec;
import dev.spacetime.cache.ValueCodec;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import java.util.function.BiPredicate;

/** How entries are written where they leave the heap. */
final class Encodings {
  private static final int VERSION = 1;

  private Encodings() {}

  private record WrittenVerdict(SceneReport report, boolean watchable, String sources) {}

  static Encoding<ResourcePath, Verdict> verdicts(BiPredicate<ResourcePath, Verdict> stillRight) {
    return new Encoding<>(
        new KeyCodec<>(ResourcePath::value, ResourcePath::new),
        new ValueCodec<>(
            VERSION,
            verdict ->
                Json.bytes(
                    new WrittenVerdict(
                        verdict.report(), verdict.watchable(), verdict.sources().text())),
            bytes -> read(Json.read(bytes, WrittenVerdict.class))),
        stillRight);
  }

  /** A page is of this run: nobody knows what was added to its folder since. */
  static Encoding<ScenesQuery, HeldAnswer> pages() {
    return Encoding.ofThisRun(
        new KeyCodec<>(
            query -> new String(Json.bytes(query), UTF_8),
            text -> Json.read(text.getBytes(UTF_8), ScenesQuery.class)),
        new ValueCodec<>(
            VERSION,
            page -> page.answer().body(),
            body -> new HeldAnswer(ApiResponse.of(200, ApiResponse.JSON, body))));
  }

  private static Verdict read(WrittenVerdict written) {
    return Verdict.of(written.report(), written.watchable(), new SourceStamp(written.sources()));
  }
}
