package dev.spacetime.access;

/**
 * A block of IP addresses in CIDR notation (RFC 4632; RFC 4291, section 2.3): {@code 192.0.2.0/24},
 * {@code 2001:db8::/32}, or one address without a length. Two are equal when they are written
 * alike.
 */
public final class AddressRange {
  private final String text;
  private final byte[] network;
  private final int length;

  private AddressRange(String text, byte[] network, int length) {
    this.text = text;
    this.network = network;
    this.length = length;
  }

  /**
   * @throws IllegalArgumentException when the text is no such block, or has bits set behind its
   *     length, so that it can't be told which block is meant
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    byte[] network =
        AddressLiteral.bytes(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> malformed(text));
    int bits = network.length * Byte.SIZE;
    int length = slash < 0 ? bits : length(text, text.substring(slash + 1), bits);
    for (int bit = length; bit < bits; bit++) {
      if (isSet(network, bit)) {
        throw malformed(text);
      }
    }
    return new AddressRange(text, network, length);
  }

  /** Whether an address lies in the block; a text that is no address lies in none. */
  public boolean contains(String address) {
    return AddressLiteral.bytes(address)
        .filter(bytes -> bytes.length == network.length)
        .filter(this::beginsAlike)
        .isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressRange range && range.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  private boolean beginsAlike(byte[] bytes) {
    for (int bit = 0; bit < length; bit++) {
      if (isSet(network, bit) != isSet(bytes, bit)) {
        return false;
      }
    }
    return true;
  }

  private static int length(String text, String length, int bits) {
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
      throw malformed(text);
    }
    return Integer.parseInt(length);
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return (bytes[bit / Byte.SIZE] & (1 << (Byte.SIZE - 1 - bit % Byte.SIZE))) != 0;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        text.replaceAll("[^\\x20-\\x7e]", "?")
            + " is no block of addresses such as 192.0.2.0/24 or 2001:db8::/32");
  }
}
