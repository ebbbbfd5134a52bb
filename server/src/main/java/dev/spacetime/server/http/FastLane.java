package dev.spacetime.server.http;

import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import dev.spacetime.api.RequestBody;
import dev.spacetime.security.ClientAddresses;
import dev.spacetime.server.platform.ApiPipeline;
import dev.spacetime.server.platform.IncomingRequest;
import dev.spacetime.server.platform.PreparedAnswer;
import dev.spacetime.server.platform.RequestId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Sends what the active variant already holds from the thread that read the request, before servlet
 * and thread pool, which cost more than such an answer. All else takes the long way on a thread of
 * the pool. Both ways run through the same pipeline, so an answer is the same on either.
 */
final class FastLane extends Handler.Wrapper {
  private static final String CLIENT = FastLane.class.getName() + ".client";

  private final ClientAddresses clients;
  private final ApiPipeline pipeline;

  FastLane(ClientAddresses clients, ApiPipeline pipeline) {
    this.clients = clients;
    this.pipeline = pipeline;
  }

  /** Nothing in here blocks, so Jetty may call it from the thread that reads from the sockets. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (isSmallQuestion(request)) {
      answerWhole(request, response, callback);
      return true;
    }
    Optional<PreparedAnswer> prepared =
        isPlain(request)
            ? pipeline.ifReady(incoming(request, RequestBody.EMPTY))
            : Optional.empty();
    if (prepared.isPresent()) {
      send(prepared.get(), request, response, callback);
    } else {
      takeTheLongWay(request, response, callback);
    }
    return true;
  }

  // A GET that sends nothing, and no conditions but tags.
  private static boolean isPlain(Request request) {
    return HttpMethod.GET.is(request.getMethod())
        && request.getLength() <= 0
        && asksPlainly(request.getHeaders());
  }

  // One look at each field. A date counts for nothing beside If-None-Match (RFC 9110, 13.1.3).
  private static boolean asksPlainly(HttpFields fields) {
    boolean dated = false;
    boolean tagged = false;
    for (int i = 0; i < fields.size(); i++) {
      HttpHeader header = fields.getField(i).getHeader();
      if (header != null) {
        switch (header) {
          case TRANSFER_ENCODING, EXPECT, IF_MATCH, IF_UNMODIFIED_SINCE -> {
            return false;
          }
          case IF_MODIFIED_SINCE -> dated = true;
          case IF_NONE_MATCH -> tagged = true;
          default -> {}
        }
      }
    }
    return tagged || !dated;
  }

  // The requests with a body that a variant may have an answer to: validations of scenes and paths.
  private static boolean isSmallQuestion(Request request) {
    return (isOf(Endpoint.SCENE_VALIDATE, HttpMethod.PUT, request)
            || isOf(Endpoint.WHITELIST_CHANGE, HttpMethod.POST, request))
        && ArrivedBody.isSmall(request);
  }

  private static boolean isOf(Endpoint endpoint, HttpMethod method, Request request) {
    return method.is(request.getMethod()) && endpoint.path().equals(request.getHttpURI().getPath());
  }

  private void answerWhole(Request request, Response response, Callback callback) {
    ArrivedBody body = ArrivedBody.read(request);
    Optional<PreparedAnswer> prepared =
        body.whole().flatMap(all -> pipeline.ifReady(incoming(request, RequestBody.of(all))));
    if (prepared.isPresent()) {
      send(prepared.get(), request, response, callback);
    } else {
      takeTheLongWay(body.before(request), response, callback);
    }
  }

  private IncomingRequest incoming(Request request, RequestBody body) {
    String path = request.getHttpURI().getPath();
    String query = request.getHttpURI().getQuery();
    JettyFields headers = new JettyFields(request.getHeaders());
    return new IncomingRequest(
        request.getMethod(),
        path == null ? "" : path,
        query == null ? "" : query,
        headers,
        body,
        client(request, headers));
  }

  // Without proxies all requests of a connection come from its other end.
  private ClientAddress client(Request request, JettyFields headers) {
    if (clients.believesProxies()) {
      return clients.of(Request.getRemoteAddr(request), headers);
    }
    if (request.getConnectionMetaData().getAttribute(CLIENT) instanceof ClientAddress known) {
      return known;
    }
    ClientAddress client = clients.of(Request.getRemoteAddr(request), headers);
    request.getConnectionMetaData().setAttribute(CLIENT, client);
    return client;
  }

  private static void send(
      PreparedAnswer prepared, Request request, Response response, Callback callback) {
    SentAnswer sent = prepared.held().form(SentAnswer.class, SentAnswer::of);
    HttpFields.Mutable fields = response.getHeaders();
    response.setStatus(sent.status());
    sent.addTo(fields, request.getConnectionMetaData().getHttpVersion(), request.isSecure());
    List<Header> own = prepared.own();
    for (int i = 0; i < own.size(); i++) {
      fields.add(own.get(i).name(), own.get(i).value());
    }
    fields.add(RequestId.FIELD, prepared.requestId());
    if (sent.status() == HttpStatus.NOT_MODIFIED_304) {
      // Jetty tells a length of 0 if it knows the end, and that would be the length of the copy.
      response.write(
          false,
          BufferUtil.EMPTY_BUFFER,
          Callback.from(() -> end(response, callback), callback::failed));
    } else {
      response.write(true, sent.body(), callback);
    }
  }

  private static void end(Response response, Callback callback) {
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  private void takeTheLongWay(Request request, Response response, Callback callback) {
    try {
      request.getComponents().getExecutor().execute(() -> next(request, response, callback));
    } catch (RejectedExecutionException ending) {
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
  }

  private void next(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable failed) {
      Response.writeError(request, response, callback, failed);
    }
  }
}
