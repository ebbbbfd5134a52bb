package dev.spacetime.api;

/** The address that a request counts against: the peer's, or what a trusted proxy says of it. */
public record ClientAddress(String text) {
  public ClientAddress {
    if (text.isBlank()) {
      throw new IllegalArgumentException("A client has an address");
    }
  }
}
