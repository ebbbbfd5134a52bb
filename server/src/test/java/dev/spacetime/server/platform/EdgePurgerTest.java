package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.server.kit.TestProject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purges as an edge gets them. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class EdgePurgerTest {
  private static final int PATIENCE_SECONDS = 60;

  private final LinkedBlockingQueue<List<String>> purges = new LinkedBlockingQueue<>();
  private HttpServer edge;

  @BeforeEach
  void listen() throws Exception {
    edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    edge.createContext(
        "/",
        exchange -> {
          purges.add(
              List.of(
                  exchange.getRequestMethod(),
                  exchange.getRequestHeaders().getFirst("Surrogate-Key")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    edge.start();
  }

  @AfterEach
  void stop() {
    edge.stop(0);
  }

  private List<String> next() throws InterruptedException {
    return purges.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void whatMayHaveBeenMissedPurgesEverything(@TempDir Path folder) throws Exception {
    TestProject project = TestProject.in(folder);
    URI address = URI.create("http://127.0.0.1:" + edge.getAddress().getPort() + "/");
    try (EdgePurger purger =
        new EdgePurger(address, GodotProject.open(project.root()).files(), System::nanoTime)) {
      assertThat(next()).as("at the start").containsExactly("PURGE", SurrogateTags.ALL);
      // As the watcher's library tells of more changes than it was told of.
      purger.onException(new NullPointerException("no path"));
      for (String which : List.of("of the exception", "both again", "both again")) {
        assertThat(next()).as(which).containsExactly("PURGE", SurrogateTags.ALL);
      }
    }
  }
}
