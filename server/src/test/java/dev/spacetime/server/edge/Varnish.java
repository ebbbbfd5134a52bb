package dev.spacetime.server.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Varnish of its own, with the guide's configuration, that ends with the test. */
final class Varnish implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/varnishd");

  private static final Path CONFIGURATION = Path.of("../docs/examples/varnish.vcl");
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private Varnish(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Answers when it returns. */
  static Varnish start(Path folder, int port, int backendPort) throws Exception {
    Path work = Files.createDirectories(folder.resolve("varnish"));
    Path vcl = folder.resolve("varnish.vcl");
    Files.writeString(
        vcl, Files.readString(CONFIGURATION).replace("\"8080\"", "\"" + backendPort + "\""));
    Path log = folder.resolve("varnish.log");
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-F",
                "-j",
                "none",
                "-n",
                work.toString(),
                "-a",
                "127.0.0.1:" + port,
                "-f",
                vcl.toString(),
                "-s",
                "malloc,20m")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Varnish varnish = new Varnish(process, port);
    long end = System.nanoTime() + START_MAX.toNanos();
    while (!varnish.listens()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("Varnish did not start: " + Files.readString(log));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return varnish;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
