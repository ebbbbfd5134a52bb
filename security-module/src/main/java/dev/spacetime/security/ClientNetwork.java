package dev.spacetime.security;

import dev.spacetime.access.AddressLiteral;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What counts as one client: an IPv4 address, or the /64 that an IPv6 address is in, which is what
 * one subscriber is given (RFC 6177) and may choose from at will.
 */
final class ClientNetwork {
  private static final int NETWORK_BYTES = 8;

  private ClientNetwork() {}

  /** The same text for each spelling of an address; text that is no address is taken as it is. */
  static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    return AddressLiteral.bytes(address).map(ClientNetwork::text).orElse(address);
  }

  private static String text(byte[] bytes) {
    if (bytes.length > NETWORK_BYTES) {
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64";
    }
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> Integer.toString(Byte.toUnsignedInt(bytes[i])))
        .collect(Collectors.joining("."));
  }
}
