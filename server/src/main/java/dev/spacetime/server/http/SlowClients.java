package dev.spacetime.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request takes too long to come in: an idle time-out alone is put
 * off by a byte now and then. Looks at all connections in turn, so a deadline may be passed by the
 * time between two looks.
 */
final class SlowClients extends AbstractLifeCycle implements Connection.Listener {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Duration headersMax;
  private final Duration bodyMax;
  private final Scheduler scheduler;
  private final LongSupplier ticker;
  private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();
  private final SlowSessions sessions;

  /**
   * What a connection had received when it was looked at.
   *
   * @param requests whose headers had come in
   * @param sinceNanos when the first bytes of what is coming in were seen; meaningless if none are
   */
  private record Progress(long requests, long bytes, boolean receiving, long sinceNanos) {}

  /**
   * @param headersMax from the first byte of a request to the end of its headers
   * @param bodyMax from there to the end of its body
   * @param ticker nanoseconds since some moment
   */
  SlowClients(Duration headersMax, Duration bodyMax, Scheduler scheduler, LongSupplier ticker) {
    this.headersMax = headersMax;
    this.bodyMax = bodyMax;
    this.sessions = new SlowSessions(headersMax, bodyMax);
    this.scheduler = scheduler;
    this.ticker = ticker;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HTTP2Connection session) {
      sessions.opened(session);
    } else if (connection instanceof ConnectionMetaData) {
      connections.put(connection, new Progress(0, 0, false, ticker.getAsLong()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
    if (connection instanceof HTTP2Connection session) {
      sessions.closed(session);
    }
  }

  @Override
  protected void doStart() {
    lookLater();
  }

  private void lookLater() {
    scheduler.schedule(this::look, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (isRunning() || isStarting()) {
      connections.replaceAll(this::progress);
      sessions.look(ticker.getAsLong());
      lookLater();
    }
  }

  private Progress progress(Connection connection, Progress last) {
    long requests = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    long now = ticker.getAsLong();
    boolean grown = bytes > last.bytes();
    if (requests != last.requests()) {
      // What came in since may be a body, or the next request.
      return new Progress(requests, bytes, false, now);
    }
    if (!last.receiving()) {
      return grown ? new Progress(requests, bytes, true, now) : last;
    }
    boolean answered = connection.getMessagesOut() == requests;
    Duration allowed = answered ? headersMax : bodyMax;
    // Who has sent everything may wait for the answer as long as it takes.
    if (grown && now - last.sinceNanos() > allowed.toNanos()) {
      connection.getEndPoint().close();
    }
    return new Progress(requests, bytes, true, last.sinceNanos());
  }
}
