package dev.spacetime.server.attack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** A connection of HTTP/2 that sends what no client would (RFC 9113, section 4.1; RFC 7541). */
final class RawSession implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  static final int NO_ERROR = 0;
  static final int PROTOCOL_ERROR = 1;
  static final int REFUSED_STREAM = 7;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final int READ_TIMEOUT_MILLIS = 60_000;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final DataInputStream in;
  private final HpackDecoder decoder = new HpackDecoder(1 << 16, System::nanoTime);
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  RawSession(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    waiting.writeBytes(PREFACE);
    add(SETTINGS, 0, 0);
    flush();
  }

  /** One frame as it came. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Frame(int type, int flags, int stream, byte[] payload) {
    int error() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  /** A frame that is sent with the next {@link #flush}. */
  RawSession add(int type, int flags, int stream, byte... payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt((payload.length << 8) | type).put((byte) flags).putInt(stream).put(payload);
    waiting.writeBytes(frame.array());
    return this;
  }

  /** Sends all that was added in one piece; false when the server has closed. */
  boolean flush() {
    try {
      socket.getOutputStream().write(waiting.toByteArray());
      return true;
    } catch (IOException closed) {
      return false;
    } finally {
      waiting.reset();
    }
  }

  /** Empty when the server has closed. */
  Optional<Frame> read() throws IOException {
    try {
      int head = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      return Optional.of(new Frame(head & 0xff, flags, stream, in.readNBytes(head >>> 8)));
    } catch (EOFException | SocketException closed) {
      return Optional.empty();
    }
  }

  List<Frame> readToEnd() throws IOException {
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> next = read(); next.isPresent(); next = read()) {
      frames.add(next.get());
    }
    return frames;
  }

  /** The status that is answered on a stream; 0 when it is reset, -1 when the connection ends. */
  int status(int stream) throws IOException {
    for (Optional<Frame> next = read(); next.isPresent(); next = read()) {
      Frame frame = next.get();
      if (frame.stream() == stream && frame.type() == RST_STREAM) {
        return 0;
      }
      // All are decoded: each may add to the table.
      if (frame.type() == HEADERS && decoded(frame) instanceof MetaData.Response answer) {
        if (frame.stream() == stream) {
          return answer.getStatus();
        }
      }
    }
    return -1;
  }

  /** The error with which a stream is reset; other frames are passed over. */
  int reset(int stream) throws IOException {
    Frame frame = read().orElseThrow();
    while (frame.type() != RST_STREAM || frame.stream() != stream) {
      frame = read().orElseThrow();
    }
    return frame.error();
  }

  private MetaData decoded(Frame headers) throws IOException {
    try {
      return decoder.decode(ByteBuffer.wrap(headers.payload()));
    } catch (HpackException malformed) {
      throw new IOException(malformed);
    }
  }

  /** Fields in pairs of name and value, each literal and never indexed. */
  static byte[] fields(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      block.write(0x10);
      addText(block, namesAndValues[at]);
      addText(block, namesAndValues[at + 1]);
    }
    return block.toByteArray();
  }

  static void addText(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>>= 7) {
        block.write((rest & 0x7f) | 0x80);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
