package dev.spacetime.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of a small body, read without waiting for more. Whoever is to read the request
 * after that reads the same bytes first.
 */
final class ArrivedBody {
  /** More than any request of the contract needs, and little enough to be copied. */
  static final int BYTES_MAX = 4_096;

  private final byte[] bytes;
  private final boolean whole;
  private final Content.@Nullable Chunk failure;

  private ArrivedBody(byte[] bytes, boolean whole, Content.@Nullable Chunk failure) {
    this.bytes = bytes;
    this.whole = whole;
    this.failure = failure;
  }

  /**
   * Whether a request says that it has a small body, as it is, and waits for nothing to send it.
   */
  static boolean isSmall(Request request) {
    HttpFields fields = request.getHeaders();
    return request.getLength() > 0
        && request.getLength() <= BYTES_MAX
        && !fields.contains(HttpHeader.TRANSFER_ENCODING)
        && !fields.contains(HttpHeader.CONTENT_ENCODING)
        && !fields.contains(HttpHeader.EXPECT);
  }

  /** Reads what is there. The chunks go back at once, so nothing is owed where nobody reads on. */
  static ArrivedBody read(Request request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) request.getLength());
    Content.Chunk chunk = request.read();
    while (chunk != null && !Content.Chunk.isFailure(chunk)) {
      ByteBuffer content = chunk.getByteBuffer();
      while (content.hasRemaining()) {
        bytes.write(content.get());
      }
      boolean last = chunk.isLast();
      chunk.release();
      if (last || bytes.size() > BYTES_MAX) {
        return new ArrivedBody(bytes.toByteArray(), last, null);
      }
      chunk = request.read();
    }
    return new ArrivedBody(bytes.toByteArray(), false, chunk);
  }

  /** All of it; empty where more is to come. */
  Optional<byte[]> whole() {
    return whole ? Optional.of(bytes) : Optional.empty();
  }

  /** The request as if nothing of it had been read. */
  Request before(Request read) {
    return new Unread(read, bytes, whole, failure);
  }

  /** Gives what was read once more, then what follows. Read by one thread at a time, as all are. */
  private static final class Unread extends Request.Wrapper {
    private Content.@Nullable Chunk first;
    private Content.@Nullable Chunk second;

    Unread(Request read, byte[] bytes, boolean whole, Content.@Nullable Chunk failure) {
      super(read);
      first =
          bytes.length > 0 || whole ? Content.Chunk.from(ByteBuffer.wrap(bytes), whole) : failure;
      second = first == failure ? null : failure;
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk next = first;
      first = second;
      second = null;
      return next != null ? next : super.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
      if (first != null) {
        demandCallback.run();
      } else {
        super.demand(demandCallback);
      }
    }
  }
}
