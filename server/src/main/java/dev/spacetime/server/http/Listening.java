package dev.spacetime.server.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Where and how to listen.
 *
 * @param port 0 takes a free one
 * @param tls empty for clear text
 * @param connectionsPerAddress that are open at once; trusted proxies may open more
 * @param headersMax how long a request's headers may take to come in
 * @param bodyMax how long its body may
 * @param shutdownIdleTimeout how long at the end a connection may be silent, also one in the middle
 *     of a request
 * @param fastLane whether held answers are sent before servlet and thread pool
 * @param http2 whether HTTP/2 is spoken beside HTTP/1.1
 */
public record Listening(
    String host,
    int port,
    Optional<TlsFiles> tls,
    int connectionsPerAddress,
    Duration headersMax,
    Duration bodyMax,
    Duration shutdownIdleTimeout,
    boolean fastLane,
    boolean http2) {
  public static Listening on(String host, int port) {
    return new Listening(
        host,
        port,
        Optional.empty(),
        256,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        true,
        true);
  }

  public Listening withTls(Optional<TlsFiles> files) {
    return new Listening(
        host,
        port,
        files,
        connectionsPerAddress,
        headersMax,
        bodyMax,
        shutdownIdleTimeout,
        fastLane,
        http2);
  }

  public Listening withConnectionsPerAddress(int connections) {
    return new Listening(
        host, port, tls, connections, headersMax, bodyMax, shutdownIdleTimeout, fastLane, http2);
  }

  public Listening withDeadlines(Duration headers, Duration body) {
    return new Listening(
        host,
        port,
        tls,
        connectionsPerAddress,
        headers,
        body,
        shutdownIdleTimeout,
        fastLane,
        http2);
  }

  public Listening withShutdownIdleTimeout(Duration timeout) {
    return new Listening(
        host, port, tls, connectionsPerAddress, headersMax, bodyMax, timeout, fastLane, http2);
  }

  public Listening withFastLane(boolean on) {
    return new Listening(
        host,
        port,
        tls,
        connectionsPerAddress,
        headersMax,
        bodyMax,
        shutdownIdleTimeout,
        on,
        http2);
  }

  public Listening withHttp2(boolean on) {
    return new Listening(
        host,
        port,
        tls,
        connectionsPerAddress,
        headersMax,
        bodyMax,
        shutdownIdleTimeout,
        fastLane,
        on);
  }
}
