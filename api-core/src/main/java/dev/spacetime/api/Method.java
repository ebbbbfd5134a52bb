package dev.spacetime.api;

/** The request methods that some endpoint answers (RFC 9110, section 9). */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT
}
