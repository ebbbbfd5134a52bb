package dev.spacetime.perf.process;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.comparison.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A connection of HTTP/1.1 that is asked the same again and again and never blocks. Reads no more
 * of an answer than its end takes, so that it costs little. Not thread-safe.
 */
final class AskedConnection implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 14;
  private static final int ANSWER_BYTES_MAX = 1 << 28;
  private static final int STATUS_BEGIN = "HTTP/1.1 ".length();
  private static final int STATUS_DIGITS = 3;
  private static final byte[] LENGTH_FIELD =
      "\r\ncontent-length:".getBytes(StandardCharsets.ISO_8859_1);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer request;
  private ByteBuffer answer = ByteBuffer.allocate(BUFFER_BYTES);
  private int headEnd;
  private int end;
  private long dueNanos;
  private long sentNanos;

  private AskedConnection(SocketChannel channel, Selector selector, byte[] request)
      throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
    this.request = ByteBuffer.wrap(request);
  }

  static AskedConnection to(Address address, Request request, Selector selector)
      throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()));
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      return new AskedConnection(channel, selector, request.bytes(address));
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Sends the request, once the last answer is whole. */
  void ask(long due) throws IOException {
    dueNanos = due;
    sentNanos = System.nanoTime();
    answer.clear();
    headEnd = 0;
    end = 0;
    request.rewind();
    write();
  }

  /** Goes on with what its socket is ready for; whether the answer is whole. */
  boolean answered() throws IOException {
    if (request.hasRemaining()) {
      write();
      return false;
    }
    int read = channel.read(answer);
    if (read < 0) {
      throw new EOFException("The connection ended before the answer did");
    }
    if (headEnd == 0) {
      readHead(answer.position() - read);
    }
    if (end == 0 && !answer.hasRemaining()) {
      grow(2 * answer.capacity());
    }
    return end > 0 && answer.position() >= end;
  }

  long dueNanos() {
    return dueNanos;
  }

  long sentNanos() {
    return sentNanos;
  }

  int status() {
    return number(STATUS_BEGIN, STATUS_BEGIN + STATUS_DIGITS);
  }

  /** The last one, whole. */
  Answer answer() {
    String head = new String(answer.array(), 0, headEnd, StandardCharsets.ISO_8859_1);
    List<Header> fields =
        head.lines().skip(1).takeWhile(line -> !line.isEmpty()).map(Connection::field).toList();
    return new Answer(
        status(), HeaderFields.of(fields), Arrays.copyOfRange(answer.array(), headEnd, end));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void write() throws IOException {
    channel.write(request);
    int ready = request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != ready) {
      key.interestOps(ready);
    }
  }

  // The end of a head may have come in two parts.
  private void readHead(int from) throws IOException {
    byte[] bytes = answer.array();
    for (int i = Math.max(3, from); i < answer.position(); i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        headEnd = i + 1;
        end = headEnd + bodyLength();
        grow(end);
        return;
      }
    }
  }

  private int bodyLength() throws IOException {
    if (Connection.isBodyless(status())) {
      return 0;
    }
    byte[] bytes = answer.array();
    for (int i = 0; i + LENGTH_FIELD.length < headEnd; i++) {
      if (isLengthField(bytes, i)) {
        int begin = i + LENGTH_FIELD.length;
        int stop = begin;
        while (bytes[stop] != '\r') {
          stop++;
        }
        return number(begin, stop);
      }
    }
    throw new IOException("An answer does not tell its length");
  }

  private static boolean isLengthField(byte[] bytes, int at) {
    for (int i = 0; i < LENGTH_FIELD.length; i++) {
      if (Character.toLowerCase((char) bytes[at + i]) != LENGTH_FIELD[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int begin, int stop) {
    return Integer.parseInt(
        new String(answer.array(), begin, stop - begin, StandardCharsets.ISO_8859_1).strip());
  }

  private void grow(int bytes) throws IOException {
    if (bytes > ANSWER_BYTES_MAX || bytes < 0) {
      throw new IOException("An answer of " + bytes + " bytes");
    }
    if (bytes > answer.capacity()) {
      answer.flip();
      answer = ByteBuffer.allocate(bytes).put(answer);
    }
  }
}
