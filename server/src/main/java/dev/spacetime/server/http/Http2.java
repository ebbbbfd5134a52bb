package dev.spacetime.server.http;

import java.io.EOFException;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.internal.HTTP2ServerConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 (RFC 9113): in clear text for clients that know of it, over TLS by ALPN. Everything that a
 * client can make grow has a bound.
 */
final class Http2 extends HTTP2ServerConnectionFactory implements ConnectionFactory.Upgrading {
  static final String OVER_TLS = "h2";
  static final String IN_CLEAR_TEXT = "h2c";

  static final int STREAMS_MAX = 100;
  private static final int HEADER_TABLE_BYTES_MAX = 4_096;
  private static final int SETTINGS_MAX = 32;
  private static final int STREAM_WINDOW_BYTES = 65_535;
  private static final int SESSION_WINDOW_BYTES = 4 * STREAM_WINDOW_BYTES;

  /**
   * Of what costs a client nothing: resets, also those it provokes, pings, settings, priorities,
   * empty frames.
   */
  private static final int CHEAP_FRAMES_PER_SECOND_MAX = 100;

  /** Jetty's word for a path that it does not take; the message itself is well formed, so: 400. */
  private static final String ODD_PATH = "Invalid URI";

  /** Of streams whose bodies are still to come. */
  private static final String BODY = Http2.class.getName() + ".body";

  /** They belong to a connection of HTTP/1.1 (RFC 9113, section 8.2.2); Jetty knows only one. */
  private static final Set<HttpHeader> OF_CONNECTIONS =
      EnumSet.of(
          HttpHeader.TRANSFER_ENCODING,
          HttpHeader.UPGRADE,
          HttpHeader.KEEP_ALIVE,
          HttpHeader.PROXY_CONNECTION);

  private Http2(HttpConfiguration http, String protocol) {
    super(http, protocol);
    setMaxConcurrentStreams(STREAMS_MAX);
    setMaxDecoderTableCapacity(HEADER_TABLE_BYTES_MAX);
    setMaxEncoderTableCapacity(HEADER_TABLE_BYTES_MAX);
    setMaxSettingsKeys(SETTINGS_MAX);
    setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
    setInitialSessionRecvWindow(SESSION_WINDOW_BYTES);
    setRateControlFactory(new WindowRateControl.Factory(CHEAP_FRAMES_PER_SECOND_MAX));
    setConnectProtocolEnabled(false);
  }

  /**
   * @param http what holds for HTTP/1.1 too, the size of headers among it
   */
  static Http2 factory(HttpConfiguration http, String protocol) {
    HttpConfiguration own = new HttpConfiguration(http);
    own.addCustomizer(Http2::withHost);
    own.addCustomizer(Http2::withItsAnswer);
    return new Http2(own, protocol);
  }

  /** After the preface only: the field {@code Upgrade: h2c} is no more (RFC 9113, section 3.1). */
  @Override
  public @Nullable Connection upgradeConnection(
      Connector connector,
      EndPoint endPoint,
      MetaData.Request request,
      HttpFields.Mutable response) {
    if (!HttpMethod.PRI.is(request.getMethod())
        || !(newConnection(connector, endPoint) instanceof HTTP2ServerConnection connection)) {
      return null;
    }
    connection.upgrade(request, response);
    return connection;
  }

  @Override
  protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
    return new StrictSession(endPoint);
  }

  // The rest of the program knows the field, not the pseudo-field. Two that disagree are a trick.
  private static Request withHost(Request request, HttpFields.Mutable response) {
    String authority = request.getHttpURI().getAuthority();
    String host = request.getHeaders().get(HttpHeader.HOST);
    boolean doubtful =
        host == null ? authority == null : authority != null && !host.equals(authority);
    if (doubtful || OF_CONNECTIONS.stream().anyMatch(request.getHeaders()::contains)) {
      throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, "doubtful fields");
    }
    if (host != null) {
      return request;
    }
    HttpFields headers =
        HttpFields.build(request.getHeaders()).put(HttpHeader.HOST, authority).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }

  private static Request withItsAnswer(Request request, HttpFields.Mutable response) {
    request.addHttpStreamWrapper(Answered::new);
    return request;
  }

  /**
   * Who is answered before all of the body came is told to send no more, and that the answer counts
   * (RFC 9113, section 8.1). Jetty means to, does not find its own reason in what it was wrapped
   * in, and says that the stream is cancelled: then clients throw the answer away.
   */
  private static final class Answered extends HttpStream.Wrapper {
    Answered(HttpStream stream) {
      super(stream);
    }

    @Override
    public void failed(Throwable reason) {
      boolean unread = reason.getCause() == HttpStream.CONTENT_NOT_CONSUMED;
      super.failed(unread ? HttpStream.CONTENT_NOT_CONSUMED : reason);
    }
  }

  /** A malformed request ends its stream (RFC 9113, section 8.1.1); Jetty alone would answer it. */
  private final class StrictSession extends HTTPServerSessionListener {
    StrictSession(EndPoint endPoint) {
      super(endPoint);
    }

    @Override
    public void onStreamFailure(Stream stream, Throwable failure, Callback callback) {
      if (String.valueOf(failure.getMessage()).contains(ODD_PATH)) {
        super.onStreamFailure(stream, failure, callback);
      } else {
        stream.reset(new ResetFrame(stream.getId(), ErrorCode.PROTOCOL_ERROR.code), callback);
      }
    }

    @Override
    public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
      if (!frame.isEndStream()) {
        stream.setAttribute(BODY, true);
      }
      return super.onNewStream(stream, frame);
    }

    @Override
    public void onHeaders(Stream stream, HeadersFrame trailers) {
      stream.removeAttribute(BODY);
      super.onHeaders(stream, trailers);
    }

    // Jetty resets a stream on its own for some mistakes of a client and tells nobody, so that who
    // reads the stream's body would wait for ever.
    @Override
    public void onClosed(Stream stream) {
      if (stream.getAttribute(BODY) != null && !((HTTP2Stream) stream).isLastDataReceived()) {
        int error = ErrorCode.CANCEL_STREAM_ERROR.code;
        onFailure(stream, error, "reset", new EOFException("reset"), Callback.NOOP);
      }
    }
  }
}
