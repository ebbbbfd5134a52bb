package dev.spacetime.server.http;

import java.time.Duration;

/**
 * Where and how to listen.
 *
 * @param port 0 takes a free one
 * @param shutdownIdleTimeout how long at the end a connection may be silent, also one in the middle
 *     of a request
 */
public record Listening(String host, int port, Duration shutdownIdleTimeout) {
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofSeconds(2);

  public static Listening on(String host, int port) {
    return new Listening(host, port, SHUTDOWN_IDLE_TIMEOUT);
  }
}
