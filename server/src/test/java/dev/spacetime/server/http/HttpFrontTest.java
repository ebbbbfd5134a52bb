package dev.spacetime.server.http;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.EndingFront;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a socket shows: messages that are no requests, and the end. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class HttpFrontTest {
  @TempDir Path folder;

  private TestPlatform platform;

  @BeforeEach
  void start() throws Exception {
    TestProject project = TestProject.in(folder);
    platform =
        TestPlatform.start(folder.resolve("data"), project, TestPlatform.Options.of("optimized"));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private String exchange(String request) throws IOException {
    try (RawConnection connection = new RawConnection(platform.listening().port())) {
      connection.send(request);
      return connection.readToEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /scene HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PUT /scene HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "PUT /scene HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "PUT /scene HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "PUT /scene HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "PUT /scene HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "GET /scene HTTP/1.1\r\n\r\n",
        "GET /scene HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /scene%2Fhistory HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /a/%2e%2e/scene HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GARBAGE\r\n\r\n"
      })
  void malformedMessageIsRefusedInTheContractsShape(String request) throws IOException {
    String answer = exchange(request);
    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer).contains("application/json", "{\"error\":\"Bad Request\",\"message\":");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("server:", "jetty");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @Test
  void oversizedHeaderAndTargetAreRefused() throws IOException {
    String header = "GET /scene HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(9_000) + "\r\n\r\n";
    assertThat(exchange(header)).startsWith("HTTP/1.1 431");
    String target = "GET /scene?" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(exchange(target)).startsWith("HTTP/1.1 414");
  }

  @Test
  void headHasTheFieldsOfGetAndNoBody() throws IOException {
    ApiClient client = platform.socket();
    Reply get = client.send(Call.get("/scenes").token(OPERATOR));
    Reply head = client.send(Call.of("HEAD", "/scenes").token(OPERATOR));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(get.body().length));
  }

  @Test
  void refusedUploadDoesNotPoisonTheConnection() throws IOException {
    try (RawConnection connection = new RawConnection(platform.listening().port())) {
      connection.send(
          "PUT /scene HTTP/1.1\r\nHost: a\r\nContent-Length: 39\r\n\r\n"
              + "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\nGET /health/live HTTP/1.1\r\n"
              + "Host: a\r\nConnection: close\r\n\r\n");
      String answers = connection.readToEnd();
      assertThat(answers).startsWith("HTTP/1.1 401");
      assertThat(answers.split("HTTP/1.1 200", -1)).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void takenPortIsSaidClearly() throws IOException {
    int port = platform.listening().port();
    assertThatThrownBy(() -> platform.listenOn(Listening.on("127.0.0.1", port)))
        .isInstanceOf(IOException.class)
        .hasMessage("port " + port + " on 127.0.0.1 can't be had");
  }

  @Test
  void runningRequestsAreAnsweredAtTheEnd() throws Exception {
    HttpFront front =
        platform.listenOn(
            Listening.on("127.0.0.1", 0).withShutdownIdleTimeout(Duration.ofSeconds(20)));
    int port = front.port();
    try (RawConnection running = new RawConnection(port)) {
      running.send(
          "PUT /scene HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
              + OPERATOR
              + "\r\nContent-Type: application/json\r\nContent-Length: 32\r\n"
              + "Expect: 100-continue\r\n\r\n");
      // The server asks for the body, so the request is running.
      assertThat(running.readHead()).startsWith("HTTP/1.1 100");
      EndingFront end = EndingFront.of(front);
      running.send("{\"scene_path\":\"res://main.tscn\"}");
      assertThat(running.readHead())
          .startsWith("HTTP/1.1 200")
          .contains("\r\nConnection: close\r\n");
      assertThat(end.hasEnded()).isTrue();
    }
    assertThatThrownBy(() -> new RawConnection(port).close()).isInstanceOf(IOException.class);
  }
}
