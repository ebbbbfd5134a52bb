package dev.spacetime.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses as they are written in messages and settings; never asks DNS. */
public final class AddressLiteral {
  private static final int LENGTH_MAX = 64;
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private AddressLiteral() {}

  /**
   * The 4 or 16 bytes of an address; empty when the text is none. IPv6 may stand in brackets and
   * may have a zone, which is dropped; an IPv4-mapped IPv6 address is the IPv4 address.
   */
  public static Optional<byte[]> bytes(String text) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    int zone = bare.indexOf('%');
    String address = zone < 0 ? bare : bare.substring(0, zone);
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      return Optional.empty();
    }
    return parsed(address);
  }

  // Only digits, dots and colons come here, and brackets say that it is a literal.
  @SuppressWarnings("AddressSelection")
  private static Optional<byte[]> parsed(String address) {
    try {
      String literal = address.indexOf(':') < 0 ? address : "[" + address + "]";
      return Optional.of(InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException noAddress) {
      return Optional.empty();
    }
  }
}
