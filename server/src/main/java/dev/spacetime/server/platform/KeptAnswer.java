package dev.spacetime.server.platform;

import dev.spacetime.api.AcceptedCodings;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.ContentCoding;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.Preconditions;
import dev.spacetime.server.encoding.Encoded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Every form of a held answer that can be sent without work: in each coding that is ready, and 304
 * for each tag that a client may hold. A form is made when it is first sent.
 */
final class KeptAnswer {
  private final Representations representations;
  private final ApiResponse full;
  private final List<String> tags;
  private final long modifiedSecond;

  // By coding, and by the place of the tag; each once with the time of the last change, once
  // without.
  private final Map<ContentCoding, AtomicReferenceArray<Sent>> sent =
      new EnumMap<>(ContentCoding.class);
  private final AtomicReferenceArray<HeldAnswer> notModified;

  private record Sent(int level, HeldAnswer answer) {}

  /**
   * @param full with all fields that are the same for everybody and every form
   */
  KeptAnswer(Representations representations, ApiResponse full) {
    this.representations = representations;
    this.full = full;
    this.tags = tags(full.content().tag());
    this.modifiedSecond =
        Representations.modified(full).map(Instant::getEpochSecond).orElse(Long.MIN_VALUE);
    for (ContentCoding coding : ContentCoding.values()) {
      sent.put(coding, new AtomicReferenceArray<>(2));
    }
    this.notModified = new AtomicReferenceArray<>(2 * tags.size());
  }

  static KeptAnswer of(Representations representations, Endpoint endpoint, ApiResponse held) {
    return new KeptAnswer(
        representations, ApiPipeline.whole(endpoint, representations.described(endpoint, held)));
  }

  /**
   * What a request gets that asks with {@code If-None-Match} at the most.
   *
   * @param accepted by a client whose form is ready
   */
  HeldAnswer to(HeaderFields headers, AcceptedCodings accepted) {
    boolean dated = representations.isPast(modifiedSecond);
    Optional<String> field = headers.joined(Preconditions.IF_NONE_MATCH);
    int tag = field.isPresent() ? place(field.get()) : -1;
    return tag >= 0
        ? notModified(tag, dated)
        : sent(representations.form(full.content(), accepted), dated);
  }

  // Most clients hold one copy and send its tag as they got it.
  private int place(String field) {
    for (int place = 0; place < tags.size(); place++) {
      String tag = tags.get(place);
      if (field.length() == tag.length() + 2 && field.regionMatches(1, tag, 0, tag.length())) {
        return field.charAt(0) == '"' && field.endsWith("\"") ? place : -1;
      }
    }
    Optional<String> held = Preconditions.held(field, full.content());
    return held.map(tags::indexOf).orElse(-1);
  }

  private HeldAnswer sent(Encoded form, boolean dated) {
    AtomicReferenceArray<Sent> both = Objects.requireNonNull(sent.get(form.coding()));
    int place = dated ? 1 : 0;
    Sent made = both.get(place);
    if (made == null || made.level() != form.level()) {
      String tag = Representations.tag(full.content(), form);
      made =
          new Sent(
              form.level(),
              new HeldAnswer(Representations.in(form, full(dated), Optional.of(tag))));
      both.set(place, made);
    }
    return made.answer();
  }

  private HeldAnswer notModified(int tag, boolean dated) {
    int place = 2 * tag + (dated ? 1 : 0);
    HeldAnswer made = notModified.get(place);
    if (made == null) {
      made = new HeldAnswer(Representations.notModified(full(dated), tags.get(tag)));
      notModified.set(place, made);
    }
    return made;
  }

  private ApiResponse full(boolean dated) {
    return dated ? full : full.without(ApiResponse.LAST_MODIFIED);
  }

  private static List<String> tags(String content) {
    List<String> tags = new ArrayList<>(List.of(content));
    for (ContentCoding coding : ContentCoding.values()) {
      if (coding != ContentCoding.IDENTITY) {
        tags.add(content + coding.tagSuffix(coding.quickLevel()));
        tags.add(content + coding.tagSuffix(coding.bestLevel()));
      }
    }
    return List.copyOf(tags);
  }
}
