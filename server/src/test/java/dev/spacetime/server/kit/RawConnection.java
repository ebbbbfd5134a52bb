package dev.spacetime.server.kit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket that sends what no HTTP client would. */
public final class RawConnection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  private final Socket socket;
  private final InputStream in;

  public RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Sends nothing more; the other direction stays open. */
  public void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Everything until the server closes, or resets what it does not want to read. */
  public String readToEnd() throws IOException {
    StringBuilder received = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        received.append((char) next);
      }
    } catch (SocketException reset) {
      return received.toString();
    }
    return received.toString();
  }

  /** The header section of the next answer, without its body. */
  public String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The server closed after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** The next answer, which must tell its length. */
  public String readAnswer() throws IOException {
    String head = readHead();
    Matcher length = LENGTH.matcher(head);
    if (!length.find()) {
      throw new IOException("No length: " + head);
    }
    byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
    return head + new String(body, StandardCharsets.ISO_8859_1);
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
        int read = in.read();
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
