package dev.spacetime.perf.load;

import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.ChildProcess;
import dev.spacetime.perf.process.JvmMemory;
import dev.spacetime.perf.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The server as it is used, with a data folder of its own, to be put under load. It ends with this
 * program; the file {@code server.pid} tells who it is as long as it runs.
 */
final class LoadedServer implements AutoCloseable {
  private static final String LOG = "server.log";

  private final ChildProcess process;
  private final Path pidFile;
  private final ServerAddress address;

  private LoadedServer(ChildProcess process, Path pidFile, ServerAddress address) {
    this.process = process;
    this.pidFile = pidFile;
    this.address = address;
  }

  /**
   * What to start.
   *
   * @param project empty for the demo project
   */
  record Plan(Path jar, String variant, Optional<Path> project) {
    List<String> command(Path folder) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  ServerProcess.java(),
                  "-jar",
                  jar.toString(),
                  "--variant=" + variant,
                  "--port=0",
                  "--rate-limit=off",
                  // All users come from one address.
                  "--connections-per-address=10000",
                  "--data-dir=" + folder.resolve("data")));
      project.ifPresent(path -> command.add("--project=" + path));
      return command;
    }
  }

  static LoadedServer start(Plan plan, Path folder) throws IOException {
    if (!Files.isRegularFile(plan.jar())) {
      throw new FailedException(
          "There is no " + plan.jar() + "; build it first: mvn -q -DskipTests package");
    }
    String token = "load-" + UUID.randomUUID();
    ChildProcess process =
        ChildProcess.start(
            "server", folder.resolve(LOG), Map.of("SPACETIME_TOKEN", token), plan.command(folder));
    Path pidFile = folder.resolve("server.pid");
    try {
      Files.writeString(pidFile, process.pid() + "\n");
      Address ready =
          ServerProcess.ready(process)
              .orElseThrow(
                  () -> new FailedException("The server did not start: " + lastError(folder)));
      return new LoadedServer(process, pidFile, new ServerAddress(URI.create(ready.url()), token));
    } catch (FailedException | IOException failed) {
      end(process, pidFile);
      throw failed;
    }
  }

  private static String lastError(Path folder) {
    Path log = folder.resolve(LOG);
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> line.startsWith("error: "))
          .findFirst()
          .orElse("see " + log);
    } catch (IOException unreadable) {
      return "see " + log;
    }
  }

  ServerAddress address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Of a server that has ended. */
  int status() {
    return process.exitStatus();
  }

  JvmMemory memory() {
    return new JvmMemory(process.pid());
  }

  @Override
  public void close() throws IOException {
    end(process, pidFile);
  }

  private static void end(ChildProcess process, Path pidFile) throws IOException {
    process.close();
    Files.deleteIfExists(pidFile);
  }
}
