package dev.spacetime.perf.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenModelTest {
  // Longer than the client's first buffer.
  private static final String BODY = "0123456789".repeat(10_000);

  private static final Request REQUEST = Request.json("PUT", "/scene", "{}");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    threads.shutdownNow();
  }

  private OpenModel.Measured run(
      double perSecond, int connections, Duration time, OpenModel.Witness witness)
      throws Exception {
    // However slow this machine is now, all is sent.
    return run(
        new OpenModel.Plan(REQUEST, perSecond, connections, time, Duration.ofMinutes(1)), witness);
  }

  private OpenModel.Measured run(OpenModel.Plan plan, OpenModel.Witness witness) throws Exception {
    return OpenModel.run(new Address(server.getAddress().getPort()), plan, witness);
  }

  private static void answer(HttpExchange exchange, int status, long length) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, length);
    if (length >= 0) {
      exchange.getResponseBody().write(BODY.getBytes(StandardCharsets.UTF_8));
    }
    exchange.close();
  }

  @Test
  void eachRequestOfThePlanIsSentOnceAndItsAnswerSeenWhole() throws Exception {
    server.createContext(
        "/",
        exchange -> answer(exchange, requests.incrementAndGet() % 2 == 0 ? 200 : 503, 100_000));
    List<String> bodies = new ArrayList<>();
    OpenModel.Measured measured =
        run(
            100,
            4,
            Duration.ofSeconds(2),
            (answer, sent) -> bodies.add(new String(answer.body(), StandardCharsets.UTF_8)));
    assertThat(requests).hasValue(200);
    assertThat(measured.micros().getTotalCount()).isEqualTo(200);
    assertThat(measured.failures()).isEqualTo(100);
    assertThat(bodies).hasSize(200).allMatch(BODY::equals);
  }

  @Test
  void anAnswerMayHaveNoBody() throws Exception {
    server.createContext("/", exchange -> answer(exchange, 304, -1));
    List<Integer> lengths = new ArrayList<>();
    run(20, 2, Duration.ofSeconds(1), (answer, sent) -> lengths.add(answer.body().length));
    assertThat(lengths).hasSize(20).containsOnly(0);
  }

  @Test
  void aStallIsSeenByAllThatItDelays() throws Exception {
    AtomicLong stalled = new AtomicLong();
    server.createContext(
        "/",
        exchange -> {
          stalled.compareAndSet(0, System.nanoTime() + Duration.ofMillis(400).toNanos());
          for (long left = 1; left > 0; left = stalled.get() - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          answer(exchange, 200, 100_000);
        });
    OpenModel.Measured measured = run(100, 1, Duration.ofMillis(400), OpenModel.Witness.NONE);
    // Of 40 that were due in the meantime, those of its first half waited for half of it and more.
    assertThat(measured.micros().getTotalCount()).isEqualTo(40);
    assertThat(
            measured
                .micros()
                .getCountBetweenValues(150_000, Duration.ofMinutes(1).toMillis() * 1000))
        .isGreaterThanOrEqualTo(15);
  }

  @Test
  void whatTheServerNeverCameToIsCountedAsLate() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
          answer(exchange, 200, 100_000);
        });
    OpenModel.Measured measured =
        run(new OpenModel.Plan(REQUEST, 1_000, 1, Duration.ofMillis(100)), OpenModel.Witness.NONE);
    assertThat(requests.get()).isLessThan(100);
    assertThat(measured.micros().getTotalCount()).isEqualTo(100);
    assertThat(measured.micros().getValueAtPercentile(50)).isGreaterThan(100_000);
  }

  @Test
  void whatCannotBeMeasuredIsSaid() {
    server.createContext("/", exchange -> answer(exchange, 200, 0));
    assertThatThrownBy(() -> run(100, 1, Duration.ofMillis(50), OpenModel.Witness.NONE))
        .isInstanceOf(IOException.class)
        .hasMessage("An answer does not tell its length");
    server.removeContext("/");
    server.createContext("/", HttpExchange::close);
    assertThatThrownBy(() -> run(100, 1, Duration.ofMillis(50), OpenModel.Witness.NONE))
        .isInstanceOf(IOException.class)
        .hasMessage("The connection ended before the answer did");
  }
}
