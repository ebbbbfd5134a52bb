package dev.spacetime.server.http;

import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a request on the fast lane allocates, and that nothing of it stays. Not among the unit
 * tests: what they have run in the same virtual machine keeps its compiler from leaving objects out
 * that a server's leaves out.
 */
class FastLaneMemoryIT {
  private static final int WARM_UP_REQUESTS = 20_000;
  private static final int REQUESTS = 20_000;
  private static final int ROUNDS = 5;
  private static final long BYTES_BEYOND_JETTY_MAX = 512;

  private static final int LIFE_REQUESTS = 100_000;

  // A hundred thousand requests that each kept the smallest object would need sixteen times this.
  private static final long GROWTH_BYTES_MAX = 100_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  /** One connection that stays open. */
  private static final class KeptConnection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] request;
    private final byte[] answer = new byte[8_192];
    private int answerLength;

    KeptConnection(URI address) throws IOException {
      socket = new Socket(address.getHost(), address.getPort());
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      in = socket.getInputStream();
      request =
          ("GET /scene HTTP/1.1\r\nHost: "
                  + address.getAuthority()
                  + "\r\nAuthorization: Bearer "
                  + READER
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
    }

    /** All answers are equally long, so the first, read in pieces, tells how long. */
    String first() throws IOException {
      out.write(request);
      String text;
      do {
        answerLength += in.read(answer, answerLength, answer.length - answerLength);
        text = new String(answer, 0, answerLength, StandardCharsets.US_ASCII);
      } while (!text.endsWith("}"));
      return text;
    }

    void ask(int times) throws IOException {
      for (int time = 0; time < times; time++) {
        out.write(request);
        if (in.readNBytes(answer, 0, answerLength) != answerLength || answer[9] != '2') {
          throw new IOException(new String(answer, StandardCharsets.US_ASCII));
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Jetty alone, with the fields and the bytes that an answer had. */
  private static final class Bare extends Handler.Abstract.NonBlocking {
    private final HttpField[] fields;
    private final byte[] body;

    Bare(String answer) {
      String[] parts = answer.split("\r\n\r\n", 2);
      fields =
          parts[0]
              .lines()
              .skip(1)
              .filter(line -> !line.startsWith("Date"))
              .map(line -> line.split(": ", 2))
              .map(field -> new PreEncodedHttpField(field[0], field[1]))
              .toArray(HttpField[]::new);
      body = parts[1].getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      HttpFields.Mutable sent = response.getHeaders();
      for (HttpField field : fields) {
        sent.add(field);
      }
      response.setStatus(200);
      response.write(true, ByteBuffer.wrap(body), callback);
      return true;
    }
  }

  private static Server bare(String answer) throws Exception {
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Bare(answer));
    server.start();
    return server;
  }

  /** Of all threads but this one, the client. */
  private static long allocatedByOthers() {
    long self = Thread.currentThread().getId();
    long[] others = Arrays.stream(THREADS.getAllThreadIds()).filter(id -> id != self).toArray();
    return Arrays.stream(THREADS.getThreadAllocatedBytes(others)).filter(b -> b > 0).sum();
  }

  private static long bytesPerRequest(KeptConnection connection) throws IOException {
    long before = allocatedByOthers();
    connection.ask(REQUESTS);
    return (allocatedByOthers() - before) / REQUESTS;
  }

  @Test
  void allocatesLittleBeyondWhatJettyDoes() throws Exception {
    try (TestPlatform platform =
        TestPlatform.start(folder, TestProject.in(folder), Options.of("optimized"))) {
      URI address = URI.create(platform.listening().address());
      try (KeptConnection lane = new KeptConnection(address)) {
        Server server = bare(lane.first());
        try (KeptConnection jetty = new KeptConnection(server.getURI())) {
          assertThat(jetty.first()).hasSize(lane.answerLength);
          long[] beyond = beyond(lane, jetty);
          System.out.printf(
              "fast lane: %d bytes a request beyond Jetty's own handler (of %s)%n",
              beyond[0], Arrays.toString(beyond));
          assertThat(beyond[ROUNDS / 2]).as("the median").isPositive();
          assertThat(beyond[0]).as("the least").isLessThanOrEqualTo(BYTES_BEYOND_JETTY_MAX);
        } finally {
          server.stop();
        }
      }
    }
  }

  /** From the least on. */
  private static long[] beyond(KeptConnection lane, KeptConnection jetty) throws IOException {
    lane.ask(WARM_UP_REQUESTS);
    jetty.ask(WARM_UP_REQUESTS);
    long[] beyond = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      beyond[round] = bytesPerRequest(lane) - bytesPerRequest(jetty);
    }
    Arrays.sort(beyond);
    return beyond;
  }

  @Test
  void aLongConnectionLeavesNothing() throws Exception {
    try (TestPlatform platform =
            TestPlatform.start(folder, TestProject.in(folder), Options.of("optimized"));
        KeptConnection connection =
            new KeptConnection(URI.create(platform.listening().address()))) {
      assertThat(connection.first()).startsWith("HTTP/1.1 200");
      connection.ask(WARM_UP_REQUESTS);
      long before = liveHeap();
      connection.ask(LIFE_REQUESTS);
      long growth = liveHeap() - before;
      System.out.printf(
          "fast lane: %d bytes of live heap more after %d requests%n", growth, LIFE_REQUESTS);
      assertThat(growth).isLessThan(GROWTH_BYTES_MAX);
    }
  }

  // The least of some: what ends meanwhile is in the first of them.
  private static long liveHeap() {
    long least = Long.MAX_VALUE;
    for (int time = 0; time < 5; time++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
