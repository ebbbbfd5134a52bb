package dev.spacetime.server.http;

import java.time.Duration;

/**
 * Where and how to listen.
 *
 * @param port 0 takes a free one
 * @param connectionsPerAddress that are open at once; trusted proxies may open more
 * @param headersMax how long a request's headers may take to come in
 * @param bodyMax how long its body may
 * @param shutdownIdleTimeout how long at the end a connection may be silent, also one in the middle
 *     of a request
 */
public record Listening(
    String host,
    int port,
    int connectionsPerAddress,
    Duration headersMax,
    Duration bodyMax,
    Duration shutdownIdleTimeout) {
  public static Listening on(String host, int port) {
    return new Listening(
        host, port, 256, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(2));
  }

  public Listening withConnectionsPerAddress(int connections) {
    return new Listening(host, port, connections, headersMax, bodyMax, shutdownIdleTimeout);
  }

  public Listening withDeadlines(Duration headers, Duration body) {
    return new Listening(host, port, connectionsPerAddress, headers, body, shutdownIdleTimeout);
  }

  public Listening withShutdownIdleTimeout(Duration timeout) {
    return new Listening(host, port, connectionsPerAddress, headersMax, bodyMax, timeout);
  }
}
