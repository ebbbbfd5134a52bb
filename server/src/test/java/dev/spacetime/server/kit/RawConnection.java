package dev.spacetime.server.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A socket that sends what no HTTP client would. */
public final class RawConnection implements AutoCloseable {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  private final Socket socket;

  public RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Everything until the server closes. */
  public String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The header section of the next answer, without its body. */
  public String readHead() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Sends no more, and still reads. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * Waits for the server to end the connection, sending a byte each time that nothing came.
   *
   * @return what came before the end
   */
  public String trickle(String bytes, Duration between, Duration atMost) throws IOException {
    StringBuilder came = new StringBuilder();
    long end = System.nanoTime() + atMost.toNanos();
    socket.setSoTimeout((int) between.toMillis());
    for (int next = 0; System.nanoTime() < end; next = (next + 1) % bytes.length()) {
      try {
        int read = socket.getInputStream().read();
        if (read < 0) {
          return came.toString();
        }
        came.append((char) read);
      } catch (SocketTimeoutException silent) {
        try {
          send(bytes.substring(next, next + 1));
        } catch (IOException closed) {
          return came.toString();
        }
      } catch (SocketException reset) {
        return came.toString();
      }
    }
    throw new AssertionError("open after " + atMost);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
