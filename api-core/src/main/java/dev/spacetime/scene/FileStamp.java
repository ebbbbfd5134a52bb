package dev.spacetime.scene;

import java.time.Instant;

/**
 * Tells a file from what it was. The time of the last change of its inode can't be set, unlike that
 * of its content.
 *
 * @param text equal for the same file with the same content
 * @param changed {@link Instant#MIN} where there is no file; {@link Instant#MAX} where the time is
 *     not to be had
 */
public record FileStamp(String text, Instant changed) {
  static final FileStamp MISSING = new FileStamp("-", Instant.MIN);
  static final FileStamp UNKNOWN = new FileStamp("?", Instant.MAX);
}
