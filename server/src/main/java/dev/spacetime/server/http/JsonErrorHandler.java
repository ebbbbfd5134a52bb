package dev.spacetime.server.http;

import dev.spacetime.api.Json;
import dev.spacetime.api.wire.ErrorAnswer;
import dev.spacetime.server.platform.RequestId;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives the contract's shape to what Jetty refuses before it becomes a request of ours: malformed
 * messages, ambiguous paths, oversized headers. Jetty's own reasons stay inside.
 */
final class JsonErrorHandler extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    addFields(response.getHeaders());
    if (request.getConnectionMetaData().isSecure()) {
      response.getHeaders().put(HttpHeader.STRICT_TRANSPORT_SECURITY, HttpFront.HSTS);
    }
    String offered = request.getHeaders().get(RequestId.FIELD);
    response.getHeaders().put(RequestId.FIELD, RequestId.of(Optional.ofNullable(offered)));
    response.write(true, ByteBuffer.wrap(body(code)), callback);
  }

  private static void addFields(HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, "application/json");
    fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    fields.put("X-Content-Type-Options", "nosniff");
    fields.put("X-Frame-Options", "DENY");
    fields.put("Referrer-Policy", "no-referrer");
    fields.put(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'");
  }

  private static byte[] body(int status) {
    return Json.bytes(
        new ErrorAnswer(HttpStatus.getMessage(status), "The HTTP message can't be processed"));
  }
}
