package dev.spacetime.perf.peers;

import dev.spacetime.comparison.Answer;
import dev.spacetime.perf.process.Connection;
import dev.spacetime.perf.process.Request;
import dev.spacetime.perf.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Everyone who is measured, running. */
final class Field implements AutoCloseable {
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final ServerProcess optimized;
  private final ServerProcess original;
  private final Peer nginx;
  private final Peer nginxHttp2;
  private final Peer nginxCache;
  private final Peer varnish;
  private final Peer javalin;
  private final Peer jetty;
  private final Path project;

  private Field(Tools tools, Path folder, Path jar, Path project, List<String> jvmFlags)
      throws IOException {
    this.project = project;
    optimized = server("optimized", jar, project, jvmFlags, folder);
    original = server("original", jar, project, jvmFlags, folder);
    Answer scene = Connection.ask(optimized.address(), scene());
    Path nginxProgram = tools.nginx();
    nginx = running(Peer.nginxConstant(nginxProgram, folder, scene, false));
    nginxHttp2 = running(Peer.nginxConstant(nginxProgram, folder, scene, true));
    nginxCache = running(Peer.nginxCache(nginxProgram, folder, original.address()));
    varnish = running(Peer.varnish(tools.varnish(), folder, original.address()));
    javalin = running(Peer.bare("javalin", folder, jvmFlags, scene));
    jetty = running(Peer.bare("jetty", folder, jvmFlags, scene));
  }

  static Field start(Tools tools, Path folder, Path jar, Path project, List<String> jvmFlags)
      throws IOException {
    return new Field(tools, folder, jar, project, jvmFlags);
  }

  private ServerProcess server(
      String variant, Path jar, Path project, List<String> jvmFlags, Path folder)
      throws IOException {
    return running(
        ServerProcess.start(
            new ServerProcess.Plan(variant, jar, variant, project, jvmFlags), folder));
  }

  private <T extends AutoCloseable> T running(T started) {
    running.push(started);
    return started;
  }

  static Request scene() {
    return Request.get("/scene").authorized(ServerProcess.TOKEN);
  }

  static Request scenes() {
    return Request.get("/scenes").authorized(ServerProcess.TOKEN);
  }

  ServerProcess optimized() {
    return optimized;
  }

  ServerProcess original() {
    return original;
  }

  Peer nginx() {
    return nginx;
  }

  Peer nginxHttp2() {
    return nginxHttp2;
  }

  Peer nginxCache() {
    return nginxCache;
  }

  Peer varnish() {
    return varnish;
  }

  Peer javalin() {
    return javalin;
  }

  Peer jetty() {
    return jetty;
  }

  Path project() {
    return project;
  }

  @Override
  public void close() {
    for (AutoCloseable one : running) {
      try {
        one.close();
      } catch (Exception failed) {
        // The others are to be closed all the same, and all end with this program.
        System.err.println("could not be closed: " + failed);
      }
    }
  }
}
