package dev.spacetime.server.attack;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.http.HttpFront;
import dev.spacetime.server.http.Listening;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on a {@link Target} of their own, one for each test. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"original", "optimized"})
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
abstract class Attack {
  static final String AUTHORIZED = "Host: a\r\nAuthorization: Bearer " + OPERATOR + "\r\n";
  static final String HONEST = "GET /scene HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n";

  @TempDir Path folder;
  @Parameter String variant;
  TestProject project;

  private Target target;

  @BeforeEach
  void start() throws Exception {
    project = TestProject.in(folder);
    target =
        Target.start(
            folder, project, options(Options.of(variant)), listening(Listening.on("127.0.0.1", 0)));
  }

  @AfterEach
  void nothingOfTheAttackIsLeft() throws IOException {
    target.close();
  }

  Options options(Options options) throws IOException {
    return options;
  }

  Listening listening(Listening listening) {
    return listening;
  }

  /** Another socket of the same platform. */
  HttpFront another(Listening listening) throws IOException {
    return target.platform().listenOn(listening);
  }

  int port() throws IOException {
    return target.platform().listening().port();
  }

  /** See {@link Target#log()}. */
  String log() {
    return target.log();
  }

  Reply send(Call call) {
    return target.send(call);
  }

  Reply asOperator(Call call) {
    return target.send(call.token(OPERATOR));
  }

  Reply asReader(Call call) {
    return target.send(call.token(READER));
  }

  /** Everything that comes until the server closes. */
  String exchange(String request) throws IOException {
    try (RawConnection connection = target.connect()) {
      connection.send(request);
      return connection.readToEnd();
    }
  }

  static void isOneAnswer(String answers, int status) {
    assertThat(answers).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answers.split("HTTP/1\\.1 \\d", -1)).as(answers).hasSize(2);
  }
}
