package dev.spacetime.server.http;

import java.time.Duration;

/**
 * Where and how to listen.
 *
 * @param port 0 takes a free one
 * @param connectionsPerAddress that are open at once; trusted proxies may open more
 * @param shutdownIdleTimeout how long at the end a connection may be silent, also one in the middle
 *     of a request
 */
public record Listening(
    String host, int port, int connectionsPerAddress, Duration shutdownIdleTimeout) {
  private static final int CONNECTIONS_PER_ADDRESS = 256;
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofSeconds(2);

  public static Listening on(String host, int port) {
    return new Listening(host, port, CONNECTIONS_PER_ADDRESS, SHUTDOWN_IDLE_TIMEOUT);
  }

  public Listening withConnectionsPerAddress(int connections) {
    return new Listening(host, port, connections, shutdownIdleTimeout);
  }

  public Listening withShutdownIdleTimeout(Duration timeout) {
    return new Listening(host, port, connectionsPerAddress, timeout);
  }
}
