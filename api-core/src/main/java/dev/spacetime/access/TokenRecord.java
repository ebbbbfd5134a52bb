package dev.spacetime.access;

import dev.spacetime.api.ClientAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token without its secret. While one is being rotated, two have the same name.
 *
 * @param sha256 the lower-case hexadecimal SHA-256 digest of the secret's UTF-8 bytes
 * @param expires the first moment at which it is not valid any more; {@code null} for never
 * @param addresses from where it may be used; empty for everywhere
 */
public record TokenRecord(
    String name,
    Role role,
    String sha256,
    Instant created,
    @Nullable Instant expires,
    List<AddressRange> addresses) {
  public static final int ADDRESSES_MAX = 100;

  /** What a name may be: it stands in logs and on command lines. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public TokenRecord {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A token's name has 1 to 64 letters, digits, dots, underscores and hyphens, and begins"
              + " with a letter or digit");
    }
    if (HexFormat.of().parseHex(sha256).length != 32) {
      throw new IllegalArgumentException("A SHA-256 digest has 32 bytes");
    }
    sha256 = sha256.toLowerCase(Locale.ROOT);
    addresses = List.copyOf(addresses);
    if (addresses.size() > ADDRESSES_MAX) {
      throw new IllegalArgumentException(
          "A token has at most " + ADDRESSES_MAX + " blocks of addresses");
    }
  }

  /** One that never expires and may be used from everywhere. */
  public static TokenRecord unlimited(String name, Role role, String sha256, Instant created) {
    return new TokenRecord(name, role, sha256, created, null, List.of());
  }

  public Principal principal() {
    return new Principal(name, role);
  }

  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  /** Whether it counts for a request of this client at this moment. */
  public boolean allows(ClientAddress client, Instant now) {
    return !isExpired(now)
        && (addresses.isEmpty()
            || addresses.stream().anyMatch(range -> range.contains(client.text())));
  }

  /** This one, ending no later than that. */
  public TokenRecord endingBy(Instant end) {
    boolean sooner = expires != null && expires.isBefore(end);
    return new TokenRecord(name, role, sha256, created, sooner ? expires : end, addresses);
  }
}
