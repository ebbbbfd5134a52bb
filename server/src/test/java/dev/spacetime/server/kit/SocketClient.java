package dev.spacetime.server.kit;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reaches a platform through a real socket. */
public final class SocketClient implements ApiClient {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;

  /**
   * @param address {@code http://HOST:PORT}
   */
  public SocketClient(String address) {
    this.address = address;
  }

  @Override
  public Reply send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + call.target()))
            .timeout(ANSWER_TIMEOUT)
            .method(call.method(), publisher(call));
    call.headers().forEach(field -> request.header(field.name(), field.value()));
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      List<Header> fields = new ArrayList<>();
      answer
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> fields.add(new Header(name, value))));
      return new Reply(answer.statusCode(), HeaderFields.of(fields), answer.body());
    } catch (HttpTimeoutException unanswered) {
      // Who holds it back is seen now or never.
      throw new UncheckedIOException(call + ": " + unanswered + "\n" + situation(), unanswered);
    } catch (IOException failed) {
      throw new UncheckedIOException(call + ": " + failed, failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** What every thread does, and in which direction bytes lie unread (as of Linux). */
  private static String situation() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
      text.append(one.getKey()).append(' ').append(one.getKey().getState()).append('\n');
      for (StackTraceElement frame : one.getValue()) {
        text.append("    at ").append(frame).append('\n');
      }
    }
    for (String sockets : List.of("tcp", "tcp6")) {
      try {
        text.append(Files.readString(Path.of("/proc/self/net", sockets)));
      } catch (IOException unknown) {
        text.append(unknown).append('\n');
      }
    }
    return text.toString();
  }

  private static HttpRequest.BodyPublisher publisher(Call call) {
    if (call.chunked()) {
      return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(call.body()));
    }
    return call.body().length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.ofByteArray(call.body());
  }
}
