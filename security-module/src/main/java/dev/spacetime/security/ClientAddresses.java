package dev.spacetime.security;

import dev.spacetime.access.AddressLiteral;
import dev.spacetime.access.AddressRange;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whom a request counts against. A connection's peer is believed about others only when
 * it is one of our proxies: then the way is walked back from the right of {@code Forwarded} (RFC
 * 7239) or {@code X-Forwarded-For}, past our own proxies, to the first address that is none of
 * them. What stands left of it the client may have written itself.
 *
 * <p>A request with both fields has one that no proxy of ours wrote, and it can't be told which: it
 * counts against the proxy.
 */
public final class ClientAddresses {
  // A port is a number or obfuscated (RFC 7239, section 6).
  private static final Pattern NODE =
      Pattern.compile("(\\[[^\\]]+\\]|[0-9.]+)(?::(?:\\d{1,5}|_[A-Za-z0-9._-]+))?");

  private final List<AddressRange> proxies;

  /**
   * @param proxies empty to believe nobody
   */
  public ClientAddresses(List<AddressRange> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  /**
   * @param peer who holds the other end of the connection
   */
  public ClientAddress of(String peer, HeaderFields headers) {
    if (!isProxy(peer)) {
      return new ClientAddress(peer);
    }
    String last = peer;
    List<Optional<String>> way = way(headers);
    for (int i = way.size() - 1; i >= 0 && isProxy(last); i--) {
      if (way.get(i).isEmpty()) {
        return new ClientAddress(last);
      }
      last = way.get(i).get();
    }
    return new ClientAddress(last);
  }

  /** Whether a request's fields are looked at, at least where one of our proxies sent them. */
  public boolean believesProxies() {
    return !proxies.isEmpty();
  }

  /** Whether an address is one of our proxies. */
  public boolean isProxy(String address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  private static List<Optional<String>> way(HeaderFields headers) {
    List<String> forwarded = headers.all("Forwarded");
    List<String> informal = headers.all("X-Forwarded-For");
    if (forwarded.isEmpty() == informal.isEmpty()) {
      return List.of();
    }
    return forwarded.isEmpty()
        ? split(String.join(",", informal), ',').stream().map(ClientAddresses::node).toList()
        : split(String.join(",", forwarded), ',').stream().map(ClientAddresses::forwarded).toList();
  }

  private static Optional<String> forwarded(String element) {
    for (String pair : split(element, ';')) {
      if (pair.regionMatches(true, 0, "for=", 0, 4)) {
        String value = pair.substring(4);
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return node(quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return Optional.empty();
  }

  // A separator within quotes separates nothing.
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (!quoted && text.charAt(i) == separator) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }

  /** An address without its port; empty for {@code unknown}, a made-up name and all else. */
  private static Optional<String> node(String text) {
    if (text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[")) {
      return address(text);
    }
    Matcher node = NODE.matcher(text);
    return node.matches() ? address(node.group(1)) : Optional.empty();
  }

  // A zone means something on its own host only (RFC 6874, section 1), and may be any text.
  private static Optional<String> address(String text) {
    boolean known = text.indexOf('%') < 0 && AddressLiteral.bytes(text).isPresent();
    return known ? Optional.of(text) : Optional.empty();
  }
}
