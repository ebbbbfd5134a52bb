package dev.spacetime.server.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged program as a process of its own. */
final class Program implements AutoCloseable {
  static final String TOKEN = "token-of-the-program-test";

  private static final Duration END_MAX = Duration.ofSeconds(60);
  private static final String READY = "listening on ";

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a program that has ended left behind. */
  record Ended(int status, String out, String err) {}

  static Program start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return startUnder(List.of(), folder, environment, arguments);
  }

  /**
   * By another command, which becomes the program.
   *
   * @param wrapper what stands before the program's own command
   */
  static Program startUnder(
      List<String> wrapper, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("spacetime.jar", "target/spacetime.jar"));
    return start(command, folder, environment, arguments);
  }

  /** By the launcher of a distribution, with the virtual machine that runs the test. */
  static Program launch(
      Path home, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", System.getProperty("java.home"));
    return start(List.of(home.resolve("bin/spacetime").toString()), folder, all, arguments);
  }

  private static Program start(
      List<String> program, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPACETIME_"));
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().putAll(environment);
    return new Program(builder.start(), out, err);
  }

  /** Runs a program that ends by itself. */
  static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    try (Program program = start(folder, Map.of(), arguments)) {
      return program.ended();
    }
  }

  /** Waits for the line that tells the address. */
  String address() throws IOException {
    Instant deadline = Instant.now().plus(END_MAX);
    while (Instant.now().isBefore(deadline) && process.isAlive()) {
      String text = Files.readString(out);
      if (text.contains("\n")) {
        return text.lines()
            .filter(line -> line.startsWith(READY))
            .findFirst()
            .orElseThrow()
            .substring(READY.length());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new IllegalStateException("The program did not get ready: " + Files.readString(err));
  }

  long pid() {
    return process.pid();
  }

  /** What it has told on standard error so far. */
  String told() throws IOException {
    return Files.readString(err);
  }

  /** Of all processors, so far. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  Ended ended() throws IOException, InterruptedException {
    if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("The program did not end");
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Asks it to end, as a service manager does. */
  void terminate() {
    process.destroy();
  }

  /** Ends it without asking. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
