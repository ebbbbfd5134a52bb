package dev.spacetime.api;

/** Who may use an endpoint. */
public enum Access {
  /** Anyone, without a token: the health checks alone. */
  PUBLIC,
  /** Any valid token. */
  READER,
  /** A token with the operator's role. */
  OPERATOR
}
