package dev.spacetime.api;

/**
 * Ways to send a body (RFC 9110, section 8.4.1), in the order of how small they make it. Each has
 * two levels: one that is quick enough to be made for a single answer, and one for what is kept.
 */
public enum ContentCoding {
  BROTLI("br", 4, 11),
  ZSTD("zstd", 3, 19),
  GZIP("gzip", 6, 9),
  IDENTITY("identity", 0, 0);

  private final String token;
  private final int quickLevel;
  private final int bestLevel;

  ContentCoding(String token, int quickLevel, int bestLevel) {
    this.token = token;
    this.quickLevel = quickLevel;
    this.bestLevel = bestLevel;
  }

  /** As {@code Accept-Encoding} and {@code Content-Encoding} name it. */
  public String token() {
    return token;
  }

  public int quickLevel() {
    return quickLevel;
  }

  public int bestLevel() {
    return bestLevel;
  }

  /**
   * What is behind the content's own tag in the tag of its form: other bytes need another strong
   * tag (RFC 9110, section 8.8.3.3), and another level gives other bytes.
   */
  public String tagSuffix(int level) {
    return this == IDENTITY ? "" : "-" + token + level;
  }

  /** Whether a tag is that of some form of the content with this tag. */
  public static boolean isForm(String tag, String contentTag) {
    if (!tag.startsWith(contentTag)) {
      return false;
    }
    String suffix = tag.substring(contentTag.length());
    for (ContentCoding coding : values()) {
      if (suffix.equals(coding.tagSuffix(coding.quickLevel))
          || suffix.equals(coding.tagSuffix(coding.bestLevel))) {
        return true;
      }
    }
    return false;
  }
}
