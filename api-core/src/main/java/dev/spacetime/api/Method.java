package dev.spacetime.api;

import java.util.Optional;

/** The request methods that some endpoint answers (RFC 9110, section 9). */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT;

  /** The method of this exact name; method names are case-sensitive. */
  public static Optional<Method> named(String name) {
    return switch (name) {
      case "GET" -> Optional.of(GET);
      case "HEAD" -> Optional.of(HEAD);
      case "POST" -> Optional.of(POST);
      case "PUT" -> Optional.of(PUT);
      default -> Optional.empty();
    };
  }
}
