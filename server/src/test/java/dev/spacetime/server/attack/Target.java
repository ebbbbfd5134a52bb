package dev.spacetime.server.attack;

import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.http.Listening;
import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A server that is attacked. When it is closed, it must be as it was: the next honest request is
 * answered, no thread is still busy with an attack, the heap has come back, and the log holds
 * nothing but what was refused and what was changed.
 */
final class Target implements AutoCloseable {
  /** Begins a request that is right but for what follows. */
  static final String PUT_SCENE =
      "PUT /scene HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

  static final String TOKEN = "Authorization: Bearer " + READER + "\r\n";

  /** Stands behind a malformed request; it must be part of it or never be looked at. */
  static final String SMUGGLED = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final Pattern IN_FLIGHT_ALONE = Pattern.compile("\"requests_in_flight\":1[,}]");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  // What was refused and what was changed, each in a line; no warning, no text of a stranger.
  private static final Predicate<String> OWN_LINE =
      Pattern.compile("\\S+ INFO (security - (refused|changed) |PlatformAnswers - ).*")
          .asMatchPredicate();

  // What a platform keeps after its first requests: classes, buffers, cached files.
  private static final long HEAP_BYTES_MORE_MAX = 32L << 20;

  private final Path dataFolder;
  private final TestProject project;
  private final TestPlatform platform;
  private final ApiClient client;
  private final long heapBytes;
  private final PrintStream errors = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private boolean mayLog;
  private String honest = READER;

  private Target(Path folder, TestProject project, Options options, Listening listening)
      throws Exception {
    this.dataFolder = folder.resolve("data");
    this.project = project;
    this.platform = TestPlatform.start(dataFolder, project, options);
    platform.listen(listening);
    this.client = platform.socket();
    this.heapBytes = liveHeapBytes();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  static Target start(Path folder, String variant) throws Exception {
    return start(folder, Options.of(variant));
  }

  static Target start(Path folder, Options options) throws Exception {
    return start(folder, TestProject.in(folder), options, Listening.on("127.0.0.1", 0));
  }

  static Target start(Path folder, TestProject project, Options options, Listening listening)
      throws Exception {
    return new Target(folder, project, options, listening);
  }

  TestPlatform platform() {
    return platform;
  }

  TestProject project() {
    return project;
  }

  Path dataFolder() {
    return dataFolder;
  }

  /** What the server has logged since; who asks looks at it himself. */
  String log() {
    mayLog = true;
    return log.toString(StandardCharsets.UTF_8);
  }

  /** The honest client has another token now. */
  void honest(String token) {
    honest = token;
  }

  RawConnection connect() throws IOException {
    return new RawConnection(platform.listening().port());
  }

  /** All that is answered to these bytes until the server closes, which it must do. */
  List<Reply> exchange(String bytes) throws IOException {
    try (RawConnection connection = connect()) {
      connection.send(bytes);
      return RawAnswers.of(connection.readToEnd());
    }
  }

  /** The one answer to these bytes, after which the connection must be closed. */
  Reply refused(String bytes) throws IOException {
    List<Reply> answers = exchange(bytes);
    assertThat(answers).as("answers to %s", bytes).hasSize(1);
    return answers.get(0);
  }

  Reply send(Call call) {
    return client.send(call);
  }

  /** Waits until something is so, within a bound. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + PATIENCE + ": " + what);
      }
      Thread.onSpinWait();
    }
  }

  /** How many threads are in a method of this name of a class of the program. */
  static long threadsIn(String method) {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Arrays.stream(stack)
                    .anyMatch(
                        frame ->
                            frame.getMethodName().equals(method)
                                && frame.getClassName().startsWith("dev.spacetime.")))
        .count();
  }

  static long liveHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() throws IOException {
    try {
      assertThat(exchange(SMUGGLED.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")))
          .extracting(Reply::status)
          .containsExactly(200);
      assertThat(send(Call.get("/scene").token(honest)).status()).isEqualTo(200);
      Call figures = Call.get("/performance").token(honest);
      until(
          "nothing is in flight any more but the question",
          () -> threadsIn("answer") == 0 && IN_FLIGHT_ALONE.matcher(send(figures).text()).find());
      if (!mayLog) {
        assertThat(log.toString(StandardCharsets.UTF_8).lines()).allMatch(OWN_LINE);
      }
      assertThat(liveHeapBytes()).isLessThan(heapBytes + HEAP_BYTES_MORE_MAX);
    } finally {
      System.setErr(errors);
      client.close();
      platform.close();
    }
  }
}
