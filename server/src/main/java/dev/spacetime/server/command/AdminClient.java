package dev.spacetime.server.command;

import dev.spacetime.api.Json;
import dev.spacetime.api.LogText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;

/** Asks a running server over its admin API. */
final class AdminClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** A replay runs its request many times. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private static final int OK = 200;

  private final String url;
  private final String token;
  private final HttpClient client;

  /**
   * @param url of the server, without a slash at its end
   */
  AdminClient(String url, String token, SSLContext tls) {
    this.url = url;
    this.token = token;
    this.client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).sslContext(tls).build();
  }

  /** The server did not do what it was asked for; the message says why. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  JsonNode get(String target) throws RefusedException {
    return send(request(target).GET());
  }

  JsonNode send(String method, String target, Map<String, ?> body) throws RefusedException {
    return send(
        request(target)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(url + target))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder request) throws RefusedException {
    HttpResponse<byte[]> answer = answer(request.build());
    JsonNode body =
        Json.tree(answer.body())
            .orElseThrow(() -> new RefusedException(url + " does not answer as a SpaceTime does"));
    if (answer.statusCode() != OK) {
      String sentence = body.path("message").stringValue("answered " + answer.statusCode());
      throw new RefusedException(LogText.of(sentence));
    }
    return body;
  }

  private HttpResponse<byte[]> answer(HttpRequest request) throws RefusedException {
    Future<HttpResponse<byte[]>> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new RefusedException(
          url + " did not answer in " + ANSWER_TIMEOUT.toSeconds() + " seconds");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted");
    } catch (ExecutionException failed) {
      throw new RefusedException(url + " can't be asked: " + reason(failed));
    }
  }

  // The outer failures of the client often say nothing.
  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    String message = last.getMessage();
    return LogText.of(message == null ? last.getClass().getSimpleName() : message);
  }
}
