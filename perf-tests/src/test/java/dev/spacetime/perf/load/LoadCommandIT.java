package dev.spacetime.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.perf.command.PerfCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong ends in one sentence and a status, and keeps what was measured. */
class LoadCommandIT {
  private static final Path JAR = Path.of(System.getProperty("spacetime.jar"));

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  // Results belong into the test's folder, JMeter lies where the build has put it.
  @BeforeEach
  void prepare() throws IOException {
    Path prepared = Path.of(System.getProperty("spacetime.perf.target"), "config.json");
    Files.copy(prepared, folder.resolve("config.json"));
  }

  private int load(String... arguments) {
    List<String> all = new ArrayList<>(List.of("load", "--target=" + folder));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return PerfCommand.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String error() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noServer() {
    assertThat(load("--port=1", "--scale=ci")).isEqualTo(1);
    assertThat(error()).isEqualTo("error: No server answers at http://127.0.0.1:1.\n");
  }

  @Test
  void aServerThatDoesNotStart() {
    assertThat(load("--variant=fast", "--jar=" + JAR, "--scale=ci")).isEqualTo(1);
    assertThat(error()).contains("error: The server did not start: error: --variant", "fast");
  }

  @Test
  void wrongToken() throws Exception {
    LoadedServer.Plan plan = new LoadedServer.Plan(JAR, "original", Optional.empty());
    try (LoadedServer server = LoadedServer.start(plan, folder)) {
      int port = server.address().address().getPort();
      assertThat(load("--port=" + port, "--token=wrong", "--scale=ci")).isEqualTo(1);
      assertThat(error()).endsWith("does not accept the token.\n");
    }
    assertThat(folder.resolve("server.pid")).doesNotExist();
  }

  @Test
  void wrongUse() throws Exception {
    assertThat(load("--variant=original", "--profile=stedy")).isEqualTo(2);
    assertThat(error()).contains("There is no profile stedy, did you mean steady");
    Path file = Files.writeString(folder.resolve("my.budgets"), "[every]\nerror_rate = 1\n");
    assertThat(load("--variant=original", "--budgets=" + file)).isEqualTo(2);
    assertThat(error()).contains("my.budgets line 2: unknown key error_rate");
    assertThat(load()).isEqualTo(2);
    assertThat(run("budgets", "missing.jtl")).isEqualTo(2);
  }

  @Test
  void aServerThatDiesInTheMiddle() throws Exception {
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> load("--variant=optimized", "--jar=" + JAR, "--scale=ci", "--no-report"));
    Path results = await("JMeter measures", this::resultsWithSamples);
    Path pid = results.resolveSibling("server.pid");
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow().destroyForcibly();
    assertThat(status.get(2, TimeUnit.MINUTES)).isEqualTo(1);
    assertThat(error())
        .contains("The server ended with status 137 in the middle of the run, after");
    assertThat(results.resolveSibling("summary.md")).content().contains("Cut short: The server");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("GET /scene", "inconclusive");
    assertThat(run("budgets", results.toString(), "--scale=ci")).isIn(1, 3);
  }

  // The watchdog's shell waits for its input to end, as it does when the program is killed.
  @Test
  void theServerEndsWithTheProgram() throws Exception {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process program =
        new ProcessBuilder(
                List.of(
                    java().toString(),
                    "-cp",
                    classes,
                    "dev.spacetime.perf.Main",
                    "load",
                    "--variant=original",
                    "--scale=ci",
                    "--jar=" + JAR,
                    "--target=" + folder))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("program.out").toFile())
            .start();
    Path pid = await("the server runs", () -> find("server.pid"));
    ProcessHandle server =
        await(
            "its number",
            () ->
                Optional.of(Files.readString(pid).strip())
                    .filter(text -> !text.isEmpty())
                    .map(Long::parseLong)
                    .flatMap(ProcessHandle::of));
    // Dead before it could have stopped anything.
    program.destroyForcibly().waitFor();
    server.onExit().get(1, TimeUnit.MINUTES);
    assertThat(server.isAlive()).isFalse();
  }

  private Optional<Path> resultsWithSamples() throws IOException {
    Optional<Path> results = find("samples.jtl");
    return results.isPresent() && Files.size(results.get()) > 2_000 ? results : Optional.empty();
  }

  private Optional<Path> find(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files.filter(file -> file.endsWith(name)).findFirst();
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private interface Attempt<T> {
    Optional<T> value() throws IOException;
  }

  private static <T> T await(String what, Attempt<T> attempt) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < end) {
      Optional<T> value = attempt.value();
      if (value.isPresent()) {
        return value.get();
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("Not within two minutes: " + what);
  }
}
