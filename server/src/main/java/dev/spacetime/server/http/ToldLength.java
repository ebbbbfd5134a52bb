package dev.spacetime.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells the length of an answer that is longer than Jetty's buffer and would be sent in chunks, as
 * the fast lane tells it. Not through the servlet's response: one that knows its length ends by
 * itself, and if the client has reset the stream by then, the request never ends (Jetty 12.1.14).
 */
final class ToldLength extends Handler.Wrapper {
  /** Of a request: the length of its answer's body, in bytes. */
  static final String ATTRIBUTE = ToldLength.class.getName();

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(request, new Telling(request, response), callback);
  }

  private static final class Telling extends Response.Wrapper {
    Telling(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (!isCommitted() && getRequest().getAttribute(ATTRIBUTE) instanceof Integer length) {
        getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
      }
      super.write(last, content, callback);
    }
  }
}
