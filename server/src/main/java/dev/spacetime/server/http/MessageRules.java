package dev.spacetime.server.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty lets pass and this server does not: chunks in HTTP/1.0, after which nobody knows where
 * the next message begins (RFC 9112, section 6.1), and tunnels. Handshakes are read as the plain
 * requests that they are too, because there is nothing to upgrade to (RFC 9110, section 7.8).
 */
final class MessageRules extends Handler.Wrapper {
  private static final Set<String> OF_HANDSHAKES =
      Set.of(
          "upgrade",
          "sec-websocket-key",
          "sec-websocket-version",
          "sec-websocket-protocol",
          "sec-websocket-extensions",
          "http2-settings");

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isRefused(request)) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    return super.handle(isHandshake(request) ? new Plain(request) : request, response, callback);
  }

  private static boolean isRefused(Request request) {
    return HttpMethod.CONNECT.is(request.getMethod())
        || (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
            && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
  }

  // Asked of every request, so by places: an iterator of Jetty's is a large object.
  private static boolean isHandshake(Request request) {
    HttpFields fields = request.getHeaders();
    for (int i = 0; i < fields.size(); i++) {
      HttpHeader header = fields.getField(i).getHeader();
      if (header == HttpHeader.UPGRADE
          || header == HttpHeader.SEC_WEBSOCKET_KEY
          || header == HttpHeader.SEC_WEBSOCKET_VERSION) {
        return true;
      }
    }
    return false;
  }

  /** A request without the fields of a handshake. */
  private static final class Plain extends Request.Wrapper {
    private final HttpFields headers;

    Plain(Request handshake) {
      super(handshake);
      HttpFields.Mutable plain = HttpFields.build();
      for (HttpField field : handshake.getHeaders()) {
        if (!OF_HANDSHAKES.contains(field.getLowerCaseName())) {
          plain.add(field);
        }
      }
      this.headers = plain.asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
