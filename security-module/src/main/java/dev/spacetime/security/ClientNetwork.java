package dev.spacetime.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

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
    try {
      byte[] bytes = parse(address);
      return bytes.length == 4
          ? InetAddress.getByAddress(bytes).getHostAddress()
          : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64";
    } catch (UnknownHostException noAddress) {
      return address;
    }
  }

  // Brackets say that it is a literal, so a name is never asked of DNS.
  @SuppressWarnings("AddressSelection")
  private static byte[] parse(String address) throws UnknownHostException {
    String bare = address.replace("[", "").replace("]", "");
    int zone = bare.indexOf('%');
    return InetAddress.getByName("[" + (zone < 0 ? bare : bare.substring(0, zone)) + "]")
        .getAddress();
  }
}
