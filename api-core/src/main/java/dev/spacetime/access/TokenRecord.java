package dev.spacetime.access;

import java.util.HexFormat;
import java.util.Locale;

/**
 * A token without its secret.
 *
 * @param sha256 the lower-case hexadecimal SHA-256 digest of the secret's UTF-8 bytes
 */
public record TokenRecord(String name, Role role, String sha256) {
  public TokenRecord {
    if (HexFormat.of().parseHex(sha256).length != 32) {
      throw new IllegalArgumentException("A SHA-256 digest has 32 bytes");
    }
    sha256 = sha256.toLowerCase(Locale.ROOT);
  }
}
