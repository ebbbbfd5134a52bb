package dev.spacetime.security;

import dev.spacetime.api.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token that a request carries. One {@code Authorization} field of the scheme Bearer counts
 * (RFC 6750, section 2.1); two are as good as none.
 */
final class BearerToken {
  static final int OPAQUE_LENGTH_MAX = 512;

  /** Half of what all header fields together may have. */
  static final int LENGTH_MAX = 4_096;

  private static final String TOKEN = "[A-Za-z0-9\\-._~+/]+=*";
  // The scheme in any case and one space or more (RFC 9110, section 11.4), then a b64token.
  private static final Pattern CREDENTIALS = Pattern.compile("(?i:Bearer) +(" + TOKEN + ")");

  private BearerToken() {}

  /** Whether a request can carry this secret. */
  static boolean isOpaque(String secret) {
    return secret.length() <= OPAQUE_LENGTH_MAX && secret.matches(TOKEN);
  }

  /** Whether it may be a signed token: three parts with dots between (RFC 7515, section 3.1). */
  static boolean maybeSigned(String token) {
    int dot = token.indexOf('.');
    int second = token.indexOf('.', dot + 1);
    return dot > 0 && second > dot + 1 && token.indexOf('.', second + 1) < 0;
  }

  static Optional<String> of(HeaderFields headers) {
    List<String> values = headers.all("Authorization");
    if (values.size() != 1) {
      return Optional.empty();
    }
    Matcher credentials = CREDENTIALS.matcher(values.get(0));
    return credentials.matches() && credentials.group(1).length() <= LENGTH_MAX
        ? Optional.of(credentials.group(1))
        : Optional.empty();
  }

  static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
