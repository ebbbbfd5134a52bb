package dev.spacetime.perf.process;

import dev.spacetime.perf.command.FailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Where a server listens, on this machine alone. */
public record Address(int port) {
  private static final Duration READY_MAX = Duration.ofSeconds(60);

  /** One that nobody listens on. */
  public static Address free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Address(socket.getLocalPort());
    }
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  public String url() {
    return "http://" + host();
  }

  /** Waits until somebody listens, or the process that should has ended. */
  public void awaitListening(ChildProcess server) throws IOException {
    Await.until(READY_MAX, () -> !server.isAlive() || isOpen());
    if (!server.isAlive() || !isOpen()) {
      throw new FailedException(server.name() + " did not start: " + server.printed());
    }
  }

  private boolean isOpen() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
