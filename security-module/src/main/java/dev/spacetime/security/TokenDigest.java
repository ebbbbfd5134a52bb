package dev.spacetime.security;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** Digests of tokens in buffers that a thread uses again, so that a request leaves no garbage. */
final class TokenDigest {
  private static final ThreadLocal<TokenDigest> OF_THREAD =
      ThreadLocal.withInitial(TokenDigest::new);

  private final MessageDigest sha256 = BearerToken.newSha256();
  private final byte[] characters = new byte[BearerToken.LENGTH_MAX];
  private final byte[] digest = new byte[sha256.getDigestLength()];
  private final ByteBuffer whole = ByteBuffer.wrap(digest);

  private TokenDigest() {}

  /**
   * The SHA-256 digest of a token as {@link BearerToken#of} gives it, which is ASCII and not longer
   * than it lets through; good until this thread asks for the next.
   */
  static ByteBuffer of(String token) {
    return OF_THREAD.get().digested(token);
  }

  private ByteBuffer digested(String token) {
    int length = token.length();
    for (int i = 0; i < length; i++) {
      characters[i] = (byte) token.charAt(i);
    }
    try {
      sha256.update(characters, 0, length);
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException tooShort) {
      throw new IllegalStateException(tooShort);
    }
    return whole;
  }
}
