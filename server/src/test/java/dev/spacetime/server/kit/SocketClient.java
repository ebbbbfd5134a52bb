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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
      throw new UncheckedIOException(call + ": " + unanswered + "\n" + threads(), unanswered);
    } catch (IOException failed) {
      throw new UncheckedIOException(call + ": " + failed, failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static String threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .map(
            thread ->
                thread.getKey()
                    + " "
                    + thread.getKey().getState()
                    + "\n"
                    + Arrays.stream(thread.getValue())
                        .map(frame -> "    at " + frame + "\n")
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
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
