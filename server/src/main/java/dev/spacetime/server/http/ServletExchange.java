package dev.spacetime.server.http;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.security.ClientAddresses;
import dev.spacetime.server.platform.ApiPipeline;
import dev.spacetime.server.platform.IncomingRequest;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Turns a servlet's request into ours and our answer into a servlet's. */
final class ServletExchange {
  private static final int NOT_MODIFIED = 304;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int DRAIN_BYTES_MAX = 4 << 20;
  private static final int DRAIN_STEP_BYTES = 8_192;

  private final ClientAddresses clients;
  private final ApiPipeline pipeline;

  ServletExchange(ClientAddresses clients, ApiPipeline pipeline) {
    this.clients = clients;
    this.pipeline = pipeline;
  }

  void answer(Context context) throws IOException {
    ApiResponse answer = pipeline.answer(incoming(context.req()));
    if (answer.status() == PAYLOAD_TOO_LARGE) {
      drain(context.req());
    }
    HttpServletResponse response = context.res();
    if (isFramedBeforeItsTime(context.req())) {
      response.setHeader("Connection", "close");
    }
    response.setStatus(answer.status());
    if (context.req().isSecure()) {
      response.setHeader("Strict-Transport-Security", HttpFront.HSTS);
    }
    for (Header field : answer.headers().fields()) {
      response.setHeader(field.name(), field.value());
    }
    if (answer.status() == NOT_MODIFIED) {
      // Javalin gives every answer a type beforehand, and Jetty a length if it knows the end.
      response.setContentType(null);
      response.flushBuffer();
    } else if (context.req().getMethod().equals("HEAD")) {
      response.setContentLength(answer.body().length);
    } else {
      context.req().setAttribute(ToldLength.ATTRIBUTE, answer.body().length);
      context.result(answer.body());
    }
  }

  // Another reader on the way may not know chunks in HTTP/1.0 and see another end of the body; what
  // comes behind it is nobody's (RFC 9112, section 6.1).
  private static boolean isFramedBeforeItsTime(HttpServletRequest request) {
    return request.getProtocol().equals("HTTP/1.0")
        && request.getHeader("Transfer-Encoding") != null;
  }

  // A connection that is closed while its client still sends is reset, and the client may never see
  // why: so a body that is too large is taken up to a bound and thrown away. Only of clients that
  // were let in, and only where it is being sent: nobody else may hold a thread with a body.
  private static void drain(HttpServletRequest request) {
    boolean hasBody =
        request.getContentLengthLong() > 0
            || request.getHeader("Transfer-Encoding") != null
            || request.getProtocol().equals("HTTP/2.0");
    if (!hasBody || request.getHeader("Expect") != null) {
      return;
    }
    try {
      InputStream rest = request.getInputStream();
      byte[] discarded = new byte[DRAIN_STEP_BYTES];
      int drained = 0;
      for (int read = 0; read >= 0 && drained <= DRAIN_BYTES_MAX; drained += Math.max(read, 0)) {
        read = rest.read(discarded);
      }
    } catch (IOException gone) {
      // Who does not send to the end gets what can still be sent.
      return;
    }
  }

  private IncomingRequest incoming(HttpServletRequest request) {
    String query = request.getQueryString();
    HeaderFields headers = headers(request);
    return new IncomingRequest(
        request.getMethod(),
        request.getRequestURI(),
        query == null ? "" : query,
        headers,
        request::getInputStream,
        clients.of(request.getRemoteAddr(), headers));
  }

  private static HeaderFields headers(HttpServletRequest request) {
    List<Header> fields = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        fields.add(new Header(name, value));
      }
    }
    return HeaderFields.of(fields);
  }
}
