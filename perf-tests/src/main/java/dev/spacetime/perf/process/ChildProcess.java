package dev.spacetime.perf.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends when it is closed, and with this program at the latest, however that ends: by
 * a hook at the end of the virtual machine, and, when that was killed, by a shell that waits for
 * nothing else.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration END_MAX = Duration.ofSeconds(20);
  private static final int SHOWN_MAX = 2_000;
  private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(ChildProcess::destroyAll), "end-children"));
  }

  private final String name;
  private final Process process;
  private final Process watchdog;
  private final Path output;

  private ChildProcess(String name, Process process, Path output) throws IOException {
    this.name = name;
    this.process = process;
    this.output = output;
    this.watchdog = watchdog(process);
  }

  // Its input ends when this program does, even by kill -9.
  private static Process watchdog(Process process) throws IOException {
    return new ProcessBuilder("sh", "-c", "read -r nothing; kill " + process.pid() + " 2>/dev/null")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * @param name for messages
   * @param output takes what it prints
   * @param environment beside this program's own, without any {@code SPACETIME_} variable
   */
  public static ChildProcess start(
      String name, Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("SPACETIME_"));
    builder.environment().putAll(environment);
    ChildProcess child = new ChildProcess(name, builder.start(), output);
    RUNNING.add(child);
    return child;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public String name() {
    return name;
  }

  /** What it has printed so far, its end if that is long. */
  public String printed() throws IOException {
    String text = Files.readString(output, StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - SHOWN_MAX));
  }

  /** Waits for its end; {@code false} when it still runs after that time. */
  public boolean ends(Duration timeMax) throws InterruptedException {
    return process.waitFor(timeMax.toMillis(), TimeUnit.MILLISECONDS);
  }

  public int exitStatus() {
    return process.exitValue();
  }

  private void destroyAll() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!ends(END_MAX)) {
        destroyAll();
      }
    } catch (InterruptedException interrupted) {
      destroyAll();
      Thread.currentThread().interrupt();
    } finally {
      watchdog.destroy();
      RUNNING.remove(this);
    }
  }
}
