package dev.spacetime.server.platform;

import dev.spacetime.api.AcceptedCodings;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Content;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.ErrorAnswers;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.HttpDate;
import dev.spacetime.api.Preconditions;
import dev.spacetime.server.encoding.Compression;
import dev.spacetime.server.encoding.Encoded;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a client gets of an answer that it may keep: with which tag, in which coding, or 304. */
final class Representations {
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final String ACCEPT_ENCODING = "Accept-Encoding";

  // Of a content that is not sent (RFC 9110, section 15.4.5).
  private static final Set<String> OF_CONTENT =
      Set.of("content-type", "content-length", "content-encoding");

  private static final Optional<AcceptedCodings> UNSAID = Optional.of(AcceptedCodings.UNSAID);

  private final Compression compression;
  private final PublicAnswers publicAnswers;
  private final InstantSource clock;

  Representations(Compression compression, PublicAnswers publicAnswers, InstantSource clock) {
    this.compression = compression;
    this.publicAnswers = publicAnswers;
    this.clock = clock;
  }

  /** What the request gets of this answer. */
  ApiResponse of(Endpoint endpoint, ApiRequest request, ApiResponse answer) {
    if (!endpoint.isPlainRead() || answer.status() != OK) {
      return answer;
    }
    ApiResponse full = described(endpoint, answer);
    if (modified(full).isPresent() && !isPast(modified(full).get().getEpochSecond())) {
      full = full.without(ApiResponse.LAST_MODIFIED);
    }
    Encoded sent =
        compression.encoded(
            answer.content(),
            request
                .headers()
                .joined(ACCEPT_ENCODING)
                .map(compression::accepted)
                .orElse(AcceptedCodings.UNSAID));
    return endpoint.isRevalidated()
        ? revalidated(full, sent, request.headers())
        : in(sent, full, Optional.empty());
  }

  /** What a client accepts, if that was read before or makes no difference. */
  Optional<AcceptedCodings> accepted(Endpoint endpoint, HeaderFields headers) {
    Optional<String> field =
        endpoint.isPlainRead() ? headers.joined(ACCEPT_ENCODING) : Optional.empty();
    return field.isEmpty() ? UNSAID : compression.ifKnown(field.get());
  }

  /** Whether such a client's form needs no work. */
  boolean isReady(Content content, AcceptedCodings accepted) {
    return compression.isReady(content, accepted);
  }

  /** The form of such a client, made now if need be. */
  Encoded form(Content content, AcceptedCodings accepted) {
    return compression.encoded(content, accepted);
  }

  /** With what is true of every form of it. */
  ApiResponse described(Endpoint endpoint, ApiResponse answer) {
    List<Header> more = new ArrayList<>(List.of(new Header("Vary", ACCEPT_ENCODING)));
    if (publicAnswers.include(endpoint)) {
      List<String> tags = SurrogateTags.of(endpoint, answer.content());
      more.add(new Header("Cache-Control", publicAnswers.cacheControl()));
      more.add(new Header("CDN-Cache-Control", publicAnswers.edgeCacheControl()));
      more.add(new Header("Surrogate-Key", String.join(" ", tags)));
      more.add(new Header("Cache-Tag", String.join(",", tags)));
    }
    return answer.with(more);
  }

  // Within one second content may change twice: a date counts from the next one on.
  boolean isPast(long second) {
    return second < Math.floorDiv(clock.millis(), MILLIS_PER_SECOND);
  }

  static Optional<Instant> modified(ApiResponse answer) {
    return answer.header(ApiResponse.LAST_MODIFIED).flatMap(HttpDate::parse);
  }

  static String tag(Content content, Encoded sent) {
    return content.tag() + sent.coding().tagSuffix(sent.level());
  }

  static ApiResponse in(Encoded sent, ApiResponse full, Optional<String> tag) {
    List<Header> fields = new ArrayList<>(full.headers().fields());
    tag.ifPresent(known -> fields.add(etag(known)));
    if (sent.level() > 0) {
      fields.add(new Header("Content-Encoding", sent.coding().token()));
    }
    return ApiResponse.of(full.status(), fields, sent.content());
  }

  static ApiResponse notModified(ApiResponse full, String tag) {
    List<Header> fields = new ArrayList<>(List.of(etag(tag)));
    full.headers().fields().stream()
        .filter(field -> !OF_CONTENT.contains(field.name().toLowerCase(Locale.ROOT)))
        .forEach(fields::add);
    return ApiResponse.of(NOT_MODIFIED, fields, Content.NONE);
  }

  private static ApiResponse revalidated(ApiResponse full, Encoded sent, HeaderFields headers) {
    String tag = tag(full.content(), sent);
    Preconditions.Outcome outcome = Preconditions.ofRead(headers, full.content(), modified(full));
    if (outcome instanceof Preconditions.Outcome.Failed) {
      return ErrorAnswers.answer(ErrorCode.PRECONDITION_FAILED, Preconditions.FAILED_MESSAGE);
    }
    return outcome instanceof Preconditions.Outcome.NotModified current
        ? notModified(full, current.tag().orElse(tag))
        : in(sent, full, Optional.of(tag));
  }

  private static Header etag(String tag) {
    return new Header("ETag", '"' + tag + '"');
  }
}
