package dev.spacetime.security;

import dev.spacetime.api.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The token that a request carries. One {@code Authorization} field of the scheme Bearer counts
 * (RFC 6750, section 2.1); two are as good as none.
 */
final class BearerToken {
  static final int OPAQUE_LENGTH_MAX = 512;

  /** Half of what all header fields together may have. */
  static final int LENGTH_MAX = 4_096;

  private static final String SCHEME = "Bearer";
  private static final String MARKS = "-._~+/";
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(BearerToken::newSha256);

  private BearerToken() {}

  /** Whether a request can carry this secret. */
  static boolean isOpaque(String secret) {
    return isShort(secret) && isToken(secret, 0);
  }

  /** Whether a token that a request carried may be an opaque one. */
  static boolean isShort(String token) {
    return token.length() <= OPAQUE_LENGTH_MAX;
  }

  /** Whether it may be a signed token: three parts with dots between (RFC 7515, section 3.1). */
  static boolean maybeSigned(String token) {
    int dot = token.indexOf('.');
    int second = token.indexOf('.', dot + 1);
    return dot > 0 && second > dot + 1 && token.indexOf('.', second + 1) < 0;
  }

  static Optional<String> of(HeaderFields headers) {
    String value = headers.only("Authorization").orElse("");
    int begin = tokenBegin(value);
    return begin > 0 && value.length() - begin <= LENGTH_MAX && isToken(value, begin)
        ? Optional.of(value.substring(begin))
        : Optional.empty();
  }

  static byte[] sha256(String secret) {
    return SHA_256.get().digest(secret.getBytes(StandardCharsets.UTF_8));
  }

  // The scheme in any case and one space or more (RFC 9110, section 11.4); -1 for another one.
  private static int tokenBegin(String value) {
    int begin = SCHEME.length();
    if (!value.regionMatches(true, 0, SCHEME, 0, begin)) {
      return -1;
    }
    while (begin < value.length() && value.charAt(begin) == ' ') {
      begin++;
    }
    return begin > SCHEME.length() ? begin : -1;
  }

  // A b64token (RFC 6750, section 2.1).
  private static boolean isToken(String text, int begin) {
    int end = text.length();
    while (end > begin && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = begin; i < end; i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return end > begin;
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
