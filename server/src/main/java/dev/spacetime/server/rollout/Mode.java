package dev.spacetime.server.rollout;

import java.util.Locale;

/** How the two sides of a rollout share the requests. */
public enum Mode {
  /** One variant answers everything. */
  FIXED,
  /** The stable variant answers everything; the candidate is asked too, out of sight. */
  SHADOW,
  /** A share of the clients is answered by the candidate. */
  CANARY;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
