package dev.spacetime.server.http;

import java.util.EnumSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ignores the wish for another protocol, as a server may (RFC 9110, section 7.8): there is none to
 * change to. Without this such a request would take Javalin's way for WebSockets, past our own
 * checks.
 */
final class NoUpgrades extends Handler.Wrapper {
  private static final EnumSet<HttpHeader> WISHES =
      EnumSet.of(
          HttpHeader.UPGRADE, HttpHeader.SEC_WEBSOCKET_KEY, HttpHeader.SEC_WEBSOCKET_VERSION);

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean wishes = WISHES.stream().anyMatch(request.getHeaders()::contains);
    return super.handle(wishes ? new Plain(request) : request, response, callback);
  }

  private static final class Plain extends Request.Wrapper {
    private final HttpFields headers;

    Plain(Request request) {
      super(request);
      this.headers = HttpFields.build(request.getHeaders(), WISHES).asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
