package dev.spacetime.perf.process;

import dev.spacetime.perf.command.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packaged server, with a data folder of its own and without rate limits. */
public final class ServerProcess implements Subject {
  /** An operator's token for the run. */
  public static final String TOKEN = "token-of-a-measurement-on-loopback";

  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final String READY = "listening on http://127.0.0.1:";

  private final ChildProcess process;
  private final Address address;

  private ServerProcess(ChildProcess process, Address address) {
    this.process = process;
    this.address = address;
  }

  /**
   * What to start.
   *
   * @param name for messages and files
   * @param jvmFlags the same for both sides of a comparison
   */
  public record Plan(String name, Path jar, String variant, Path project, List<String> jvmFlags) {}

  /** Starts it and waits until it is ready. */
  public static ServerProcess start(Plan plan, Path folder) throws IOException {
    if (!Files.isRegularFile(plan.jar())) {
      throw new FailedException(
          "there is no server at " + plan.jar() + ": build it with 'mvn package', or name it");
    }
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(plan.jvmFlags());
    command.addAll(
        List.of(
            "-jar",
            plan.jar().toString(),
            "--variant=" + plan.variant(),
            "--project=" + plan.project(),
            "--port=0",
            "--rate-limit=off",
            // What is refused quickly would count as answered.
            "--concurrency-limit=off",
            "--data-dir=" + folder.resolve(plan.name() + "-data")));
    ChildProcess process =
        ChildProcess.start(
            plan.name(),
            folder.resolve(plan.name() + ".log"),
            Map.of("SPACETIME_TOKEN", TOKEN),
            command);
    return new ServerProcess(process, readyOrClosed(process));
  }

  /** The command that runs this program's own Java. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where a server listens, once it says so; empty when it ended, or took too long. */
  public static Optional<Address> ready(ChildProcess process) throws IOException {
    Await.until(READY_MAX, () -> !process.isAlive() || address(process).isPresent());
    return address(process);
  }

  private static Address readyOrClosed(ChildProcess process) throws IOException {
    Optional<Address> address = ready(process);
    if (address.isEmpty()) {
      String printed = process.printed();
      process.close();
      throw new FailedException(process.name() + " did not get ready: " + printed);
    }
    return address.get();
  }

  private static Optional<Address> address(ChildProcess process) throws IOException {
    return process
        .printed()
        .lines()
        .filter(line -> line.startsWith(READY))
        .findFirst()
        .map(line -> new Address(Integer.parseInt(line.substring(READY.length()).strip())));
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public String name() {
    return process.name();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public Optional<Long> localPid() {
    return Optional.of(pid());
  }

  @Override
  public String lastWords() throws IOException {
    return process.printed().lines().reduce("", (earlier, line) -> line);
  }

  @Override
  public void close() {
    process.close();
  }
}
