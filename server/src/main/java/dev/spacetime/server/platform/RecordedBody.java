package dev.spacetime.server.platform;

import dev.spacetime.api.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's body that remembers what was read of it, so that the request can be run again. What
 * nobody read is not waited for.
 */
final class RecordedBody implements RequestBody {
  /** More is not remembered. */
  static final int BYTES_MAX = 64 << 10;

  private final RequestBody sent;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private @Nullable InputStream opened;
  private boolean tooLong;

  RecordedBody(RequestBody sent) {
    this.sent = sent;
  }

  @Override
  public InputStream open() throws IOException {
    Recorded stream = new Recorded(sent.open());
    opened = stream;
    return stream;
  }

  /**
   * The whole body for somebody else who answers: what was read, and then what still comes. Empty
   * when more was read than is remembered.
   */
  Optional<RequestBody> resumed() {
    return tooLong ? Optional.empty() : Optional.of(this::openAgain);
  }

  private InputStream openAgain() throws IOException {
    InputStream rest = opened;
    return rest == null
        ? open()
        : new SequenceInputStream(new ByteArrayInputStream(read.toByteArray()), rest);
  }

  /** What was read so far; empty when it was more than is remembered. */
  Optional<RequestBody> again() {
    return tooLong ? Optional.empty() : Optional.of(RequestBody.of(read.toByteArray()));
  }

  private final class Recorded extends FilterInputStream {
    Recorded(InputStream sent) {
      super(sent);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      if (next >= 0) {
        keep(new byte[] {(byte) next}, 0, 1);
      }
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      if (count > 0) {
        keep(into, offset, count);
      }
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void keep(byte[] bytes, int offset, int count) {
      tooLong |= read.size() + count > BYTES_MAX;
      if (!tooLong) {
        read.write(bytes, offset, count);
      }
    }
  }
}
