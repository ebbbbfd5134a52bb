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
 * The secret of a request, known only by its digest. One {@code Authorization} field of the scheme
 * Bearer counts (RFC 6750, section 2.1); two are as good as none.
 */
final class BearerToken {
  static final int LENGTH_MAX = 512;
  private static final String TOKEN = "[A-Za-z0-9\\-._~+/]+=*";
  // The scheme in any case and one space or more (RFC 9110, section 11.4), then a b64token.
  private static final Pattern CREDENTIALS = Pattern.compile("(?i:Bearer) +(" + TOKEN + ")");

  private BearerToken() {}

  /** Whether a request can carry this secret. */
  static boolean isToken(String secret) {
    return secret.length() <= LENGTH_MAX && secret.matches(TOKEN);
  }

  /** The SHA-256 digest of the token that a request carries. */
  static Optional<byte[]> digest(HeaderFields headers) {
    List<String> values = headers.all("Authorization");
    if (values.size() != 1) {
      return Optional.empty();
    }
    Matcher credentials = CREDENTIALS.matcher(values.get(0));
    return credentials.matches() && credentials.group(1).length() <= LENGTH_MAX
        ? Optional.of(sha256(credentials.group(1)))
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
