package dev.spacetime.server.attack;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.http.HttpFront;
import dev.spacetime.server.http.Listening;
import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.SocketClient;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A platform with a socket that is attacked, and is asked an honest request after it. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"original", "optimized"})
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
abstract class Attack {
  static final String AUTHORIZED = "Host: a\r\nAuthorization: Bearer " + OPERATOR + "\r\n";
  static final String HONEST = "GET /scene HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n";

  @TempDir Path folder;
  @Parameter String variant;
  TestProject project;

  private TestPlatform platform;
  private HttpFront front;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    project = TestProject.in(folder);
    platform = TestPlatform.start(folder.resolve("data"), project, options(Options.of(variant)));
    front =
        platform.listenOn(
            listening(Listening.on("127.0.0.1", 0).withShutdownIdleTimeout(Duration.ofMillis(50))));
    client = new SocketClient(front.address());
  }

  @AfterEach
  void theNextHonestRequestIsAnswered() {
    try {
      assertThat(client.send(Call.get("/scene").token(READER)).status()).isEqualTo(200);
    } finally {
      front.close();
      platform.close();
    }
  }

  Options options(Options options) throws IOException {
    return options;
  }

  Listening listening(Listening listening) {
    return listening;
  }

  /** Another socket of the same platform. */
  HttpFront another(Listening listening) throws IOException {
    return platform.listenOn(listening);
  }

  int port() {
    return front.port();
  }

  Reply send(Call call) {
    return client.send(call);
  }

  Reply asOperator(Call call) {
    return client.send(call.token(OPERATOR));
  }

  Reply asReader(Call call) {
    return client.send(call.token(READER));
  }

  /** Everything that comes until the server closes. */
  String exchange(String request) throws IOException {
    try (RawConnection connection = new RawConnection(port())) {
      connection.send(request);
      return connection.readToEnd();
    }
  }

  static void isOneAnswer(String answers, int status) {
    assertThat(answers).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answers.split("HTTP/1\\.1 \\d", -1)).as(answers).hasSize(2);
  }
}
