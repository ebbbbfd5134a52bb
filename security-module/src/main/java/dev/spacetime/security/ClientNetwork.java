package dev.spacetime.security;

/** What counts as one client: an IPv4 address, or the /64 that an IPv6 address is in. */
final class ClientNetwork {
  private static final int GROUPS = 4;

  private ClientNetwork() {}

  /** Other text than an IPv6 address is taken as it is. */
  static String of(String address) {
    String bare = address.replace("[", "").replace("]", "");
    int zone = bare.indexOf('%');
    String text = zone < 0 ? bare : bare.substring(0, zone);
    if (text.indexOf(':') < 0) {
      return text;
    }
    int gap = text.indexOf("::");
    String head = gap < 0 ? text : text.substring(0, gap);
    String tail = gap < 0 ? "" : text.substring(gap + 2);
    if (tail.indexOf('.') >= 0 && head.isEmpty()) {
      return tail.substring(tail.lastIndexOf(':') + 1);
    }
    String[] first = head.isEmpty() ? new String[0] : head.split(":", -1);
    String[] last = tail.isEmpty() ? new String[0] : tail.split(":", -1);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      int fromEnd = last.length - (8 - i);
      String group = i < first.length ? first[i] : gap >= 0 && fromEnd >= 0 ? last[fromEnd] : "0";
      network.append(group).append(':');
    }
    return network.append(":/64").toString();
  }
}
