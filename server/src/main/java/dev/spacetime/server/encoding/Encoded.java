package dev.spacetime.server.encoding;

import dev.spacetime.api.Content;
import dev.spacetime.api.ContentCoding;

/** A body as it is sent. */
public record Encoded(ContentCoding coding, int level, Content content) {
  public static Encoded asIs(Content content) {
    return new Encoded(ContentCoding.IDENTITY, 0, content);
  }
}
