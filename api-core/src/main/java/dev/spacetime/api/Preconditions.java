package dev.spacetime.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a request's conditions hold (RFC 9110, section 13), in the order of section 13.2.2. A tag
 * of any form of the current content counts as current. A malformed list of tags lists nothing, a
 * malformed date is as none.
 */
public final class Preconditions {
  public static final String IF_NONE_MATCH = "If-None-Match";

  private static final String IF_MATCH = "If-Match";

  private Preconditions() {}

  /** What is to be answered. */
  public sealed interface Outcome {
    /** As if there were no conditions. */
    record Proceed() implements Outcome {}

    /** 412. */
    record Failed() implements Outcome {}

    /**
     * 304.
     *
     * @param tag of the form that the client holds; empty where it did not name one
     */
    record NotModified(Optional<String> tag) implements Outcome {}
  }

  private static final Outcome PROCEED = new Outcome.Proceed();
  private static final Outcome FAILED = new Outcome.Failed();

  /**
   * Of a request that reads.
   *
   * @param modified when the content last changed, where that is known for sure
   */
  public static Outcome ofRead(HeaderFields fields, Content current, Optional<Instant> modified) {
    if (!fields.hasConditions()) {
      return PROCEED;
    }
    if (!matches(fields, current) || isModifiedSince(fields, modified)) {
      return FAILED;
    }
    Optional<String> held = fields.joined(IF_NONE_MATCH);
    if (held.isPresent()) {
      return EntityTags.of(held.get())
          .weakMatch(current.tag())
          .<Outcome>map(Preconditions::notModified)
          .orElse(PROCEED);
    }
    boolean unchanged =
        date(fields, "If-Modified-Since")
            .flatMap(since -> modified.map(time -> !time.isAfter(since)))
            .orElse(false);
    return unchanged ? new Outcome.NotModified(Optional.empty()) : PROCEED;
  }

  /** The tag of the form that a client holds, if this content is current. */
  public static Optional<String> held(String ifNoneMatch, Content current) {
    return EntityTags.of(ifNoneMatch)
        .weakMatch(current.tag())
        .map(tag -> tag.equals(EntityTags.ANY) ? current.tag() : tag);
  }

  /**
   * Lets a request that changes something through if its conditions hold for what is there.
   *
   * @param current what GET answers of it now
   * @throws ApiException 412
   */
  public static void requireForChange(HeaderFields fields, Content current) {
    boolean noneAsked =
        fields
            .joined(IF_NONE_MATCH)
            .flatMap(field -> EntityTags.of(field).weakMatch(current.tag()))
            .isEmpty();
    if (!matches(fields, current) || !noneAsked) {
      throw ApiException.of(ErrorCode.PRECONDITION_FAILED, FAILED_MESSAGE);
    }
  }

  /** Told with every 412. */
  public static final String FAILED_MESSAGE = "It is not what the request's conditions say";

  private static Outcome notModified(String tag) {
    return new Outcome.NotModified(Optional.of(tag).filter(named -> !named.equals(EntityTags.ANY)));
  }

  private static boolean matches(HeaderFields fields, Content current) {
    return fields
        .joined(IF_MATCH)
        .map(field -> EntityTags.of(field).strongMatch(current.tag()).isPresent())
        .orElse(true);
  }

  // If-Match takes its place (RFC 9110, section 13.1.4).
  private static boolean isModifiedSince(HeaderFields fields, Optional<Instant> modified) {
    return fields.joined(IF_MATCH).isEmpty()
        && date(fields, "If-Unmodified-Since")
            .flatMap(since -> modified.map(time -> time.isAfter(since)))
            .orElse(false);
  }

  private static Optional<Instant> date(HeaderFields fields, String name) {
    return fields.joined(name).flatMap(HttpDate::parse);
  }
}
