package dev.spacetime.perf.process;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.comparison.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of HTTP/1.1 that is kept alive and asked one request at a time. It costs little,
 * so that two cores are left to who answers. Not thread-safe.
 */
public final class Connection implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int BODY_BYTES_MAX = 1 << 28;
  private static final int LINE_LENGTH_MAX = 1 << 16;

  private final Socket socket;
  private final InputStream in;
  private final Address address;
  private boolean open = true;

  private Connection(Socket socket, Address address) throws IOException {
    this.socket = socket;
    this.address = address;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  public static Connection to(Address address) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port());
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout((int) ANSWER_MAX.toMillis());
    return new Connection(socket, address);
  }

  /** Asks once, over a connection of its own. */
  public static Answer ask(Address address, Request request) throws IOException {
    try (Connection connection = to(address)) {
      return connection.send(request);
    }
  }

  /** Whether another request can be sent. */
  public boolean isOpen() {
    return open;
  }

  /** The bytes of a request, to be sent many times. */
  public byte[] prepare(Request request) {
    return request.bytes(address);
  }

  public Answer send(Request request) throws IOException {
    return send(prepare(request), request.method().equals("HEAD"));
  }

  public Answer send(byte[] prepared) throws IOException {
    return send(prepared, false);
  }

  private Answer send(byte[] prepared, boolean bodyless) throws IOException {
    open = false;
    socket.getOutputStream().write(prepared);
    String statusLine = line();
    String[] words = statusLine.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
      throw new IOException("No HTTP/1.1 answer: " + statusLine);
    }
    int status = Integer.parseInt(words[1]);
    List<Header> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      fields.add(field(line));
    }
    HeaderFields headers = HeaderFields.of(fields);
    byte[] body = bodyless || isBodyless(status) ? new byte[0] : body(headers);
    open = !headers.first("Connection").orElse("").equalsIgnoreCase("close");
    return new Answer(status, headers, body);
  }

  /** A field as it came in its line. */
  static Header field(String line) {
    int colon = line.indexOf(':');
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  /** Whether an answer of this status never has a body (RFC 9112, section 6.3). */
  static boolean isBodyless(int status) {
    return status == 304 || status == 204;
  }

  private byte[] body(HeaderFields headers) throws IOException {
    if (headers.first("Transfer-Encoding").isPresent()) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        whole.write(read(size));
        line();
      }
      line();
      return whole.toByteArray();
    }
    int length = Integer.parseInt(headers.first("Content-Length").orElse("0"));
    return read(length);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private byte[] read(int length) throws IOException {
    if (length < 0 || length > BODY_BYTES_MAX) {
      throw new IOException("A body of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The connection ended in the middle of an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0 || line.length() > LINE_LENGTH_MAX) {
        throw new EOFException("The connection ended in the middle of an answer");
      }
      line.append((char) read);
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  @Override
  public void close() {
    open = false;
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // There is nothing left to close.
    }
  }
}
