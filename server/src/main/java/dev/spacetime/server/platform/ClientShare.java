package dev.spacetime.server.platform;

import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;

/**
 * Draws the clients that a candidate answers: by their token, or by their address where they have
 * none. A client that is in a share is in every larger one, so that a rollout's steps only add
 * clients; each rollout draws anew.
 */
final class ClientShare {
  private static final int PARTS = 100;
  private static final String TOKEN = "Authorization";

  private ClientShare() {}

  /**
   * @param percent 0 to 100
   * @param rollout its number
   */
  static boolean holds(int percent, long rollout, HeaderFields headers, ClientAddress client) {
    if (percent <= 0 || percent >= PARTS) {
      return percent >= PARTS;
    }
    String name = headers.first(TOKEN).orElse(client.text());
    long drawn = mixed(name.hashCode() + mixed(rollout));
    return Math.floorMod(drawn, (long) PARTS) < percent;
  }

  // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): a bit of the input decides on half of
  // the output's.
  private static long mixed(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
