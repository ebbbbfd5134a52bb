package dev.spacetime.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/**
 * The deadlines of {@link SlowClients} for HTTP/2: of headers for each frame, a header block with
 * its continuations being one, and of bodies for each stream.
 */
final class SlowSessions {
  private static final String SEEN = SlowSessions.class.getName() + ".seen";

  private final Duration headersMax;
  private final Duration bodyMax;
  private final Map<HTTP2Connection, Progress> sessions = new ConcurrentHashMap<>();

  SlowSessions(Duration headersMax, Duration bodyMax) {
    this.headersMax = headersMax;
    this.bodyMax = bodyMax;
  }

  /** What a session had received when it was looked at. */
  private static final class Progress implements HTTP2Session.FrameListener {
    private final AtomicLong frames = new AtomicLong();
    private long framesSeen;
    private long bytesSeen;
    private boolean receiving;
    private long sinceNanos;

    @Override
    public void onIncomingFrame(Session session, Frame frame) {
      frames.incrementAndGet();
    }

    /** How long a frame has been coming in that grows and does not end. */
    long receivingNanos(long bytes, long now) {
      boolean grown = bytes != bytesSeen;
      boolean ended = frames.get() != framesSeen;
      bytesSeen = bytes;
      framesSeen = frames.get();
      if (ended || !receiving) {
        receiving = grown && !ended;
        sinceNanos = now;
      }
      return grown ? now - sinceNanos : 0;
    }
  }

  void opened(HTTP2Connection connection) {
    Progress progress = new Progress();
    connection.getSession().addEventListener(progress);
    sessions.put(connection, progress);
  }

  void closed(HTTP2Connection connection) {
    sessions.remove(connection);
  }

  void look(long now) {
    sessions.forEach(
        (connection, progress) -> {
          if (progress.receivingNanos(connection.getBytesIn(), now) > headersMax.toNanos()) {
            connection.getEndPoint().close();
          }
          connection.getSession().getStreams().forEach(stream -> look(stream, now));
        });
  }

  private void look(Stream stream, long now) {
    if (stream.isRemotelyClosed() || stream.isReset()) {
      return;
    }
    if (!(stream.getAttribute(SEEN) instanceof Long since)) {
      stream.setAttribute(SEEN, now);
    } else if (now - since > bodyMax.toNanos()) {
      end(stream);
    }
  }

  // Who waits for the body is told first, then the client.
  private static void end(Stream stream) {
    int error = ErrorCode.CANCEL_STREAM_ERROR.code;
    Callback reset =
        Callback.from(() -> stream.reset(new ResetFrame(stream.getId(), error), Callback.NOOP));
    Stream.Listener listener = stream.getListener();
    if (listener == null) {
      reset.succeeded();
    } else {
      listener.onFailure(stream, error, "slow", new TimeoutException("slow"), reset);
    }
  }
}
