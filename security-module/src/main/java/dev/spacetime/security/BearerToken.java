package dev.spacetime.security;

import dev.spacetime.api.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret of a request, known only by its digest. One {@code Authorization} field of the scheme
 * Bearer counts (RFC 6750, section 2.1); two are as good as none.
 */
final class BearerToken {
  private static final int LENGTH_MAX = 512;
  private static final String SCHEME = "Bearer ";
  // b64token of RFC 6750.
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

  private BearerToken() {}

  /** The SHA-256 digest of the token that a request carries. */
  static Optional<byte[]> digest(HeaderFields headers) {
    List<String> values = headers.all("Authorization");
    if (values.size() != 1) {
      return Optional.empty();
    }
    String value = values.get(0);
    if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = value.substring(SCHEME.length()).strip();
    return token.length() <= LENGTH_MAX && SYNTAX.matcher(token).matches()
        ? Optional.of(sha256(token))
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
