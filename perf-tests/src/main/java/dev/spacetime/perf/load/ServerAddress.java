package dev.spacetime.perf.load;

import dev.spacetime.api.Json;
import dev.spacetime.perf.command.FailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A server that is asked a few things beside the load. */
final class ServerAddress {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI address;
  private final String token;

  ServerAddress(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  URI address() {
    return address;
  }

  String token() {
    return token;
  }

  /** Whether anybody listens; one who is only slow does. */
  boolean listens() throws InterruptedException {
    try {
      status("/health/live");
      return true;
    } catch (ConnectException nobody) {
      return false;
    } catch (IOException busy) {
      return true;
    }
  }

  /**
   * Makes sure that load is possible.
   *
   * @throws FailedException with what is wrong
   */
  void check() throws InterruptedException {
    try {
      int status = status("/scenes");
      if (status == 401) {
        throw new FailedException("The server at " + address + " does not accept the token.");
      }
      if (status != 200) {
        throw new FailedException(
            "The server at " + address + " answers GET /scenes with " + status + ".");
      }
    } catch (IOException nobody) {
      throw new FailedException("No server answers at " + address + ".", nobody);
    }
  }

  int status(String path) throws IOException, InterruptedException {
    return ask(path).statusCode();
  }

  /** What GET /performance answers. */
  JsonNode performance() throws IOException, InterruptedException {
    byte[] body = ask("/performance").body();
    return Json.tree(body).orElseThrow(() -> new IOException("GET /performance is no JSON"));
  }

  private HttpResponse<byte[]> ask(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
