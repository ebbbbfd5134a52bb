package dev.spacetime.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code If-Match} and {@code If-None-Match} list (RFC 9110, sections 8.8.3 and 13.1).
 *
 * @param any {@code *} was sent
 */
record EntityTags(boolean any, List<Tag> tags) {
  static final String ANY = "*";

  private static final EntityTags NOTHING = new EntityTags(false, List.of());

  /**
   * @param opaque without quotes
   */
  record Tag(boolean weak, String opaque) {}

  EntityTags {
    tags = List.copyOf(tags);
  }

  /** What is malformed lists nothing. */
  static EntityTags of(String field) {
    if (field.strip().equals(ANY)) {
      return new EntityTags(true, List.of());
    }
    List<Tag> tags = new ArrayList<>();
    int at = skip(field, 0);
    while (at < field.length()) {
      boolean weak = field.startsWith("W/", at);
      int open = weak ? at + 2 : at;
      int close = end(field, open);
      if (close < 0) {
        return NOTHING;
      }
      tags.add(new Tag(weak, field.substring(open + 1, close)));
      int next = skip(field, close + 1);
      if (next < field.length() && field.substring(close + 1, next).indexOf(',') < 0) {
        return NOTHING;
      }
      at = next;
    }
    return new EntityTags(false, tags);
  }

  /** The first tag of a form of this content, whatever its strength. */
  Optional<String> weakMatch(String contentTag) {
    return match(contentTag, false);
  }

  /** The first strong tag of a form of this content. */
  Optional<String> strongMatch(String contentTag) {
    return match(contentTag, true);
  }

  private Optional<String> match(String contentTag, boolean strong) {
    return any
        ? Optional.of(ANY)
        : tags.stream()
            .filter(tag -> !(strong && tag.weak()))
            .map(Tag::opaque)
            .filter(opaque -> ContentCoding.isForm(opaque, contentTag))
            .findFirst();
  }

  /** Where white space and empty elements end. */
  private static int skip(String field, int from) {
    int at = from;
    while (at < field.length() && " \t,".indexOf(field.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Where the tag that opens here closes; negative where none does. */
  private static int end(String field, int open) {
    if (open >= field.length() || field.charAt(open) != '"') {
      return -1;
    }
    int at = open + 1;
    while (at < field.length() && isTagCharacter(field.charAt(at))) {
      at++;
    }
    return at < field.length() && field.charAt(at) == '"' ? at : -1;
  }

  private static boolean isTagCharacter(char c) {
    return c == '!' || (c >= '#' && c <= '~') || (c >= 0x80 && c <= 0xFF);
  }
}
