package dev.spacetime.perf.compare;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spacetime.perf.process.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small real server that misbehaves when it is told to. */
final class FakeServer implements AutoCloseable {
  private static final String LISTING = "{\"scenes\":[{\"path\":\"res://main.tscn\"}],\"count\":1}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final Fault fault;
  private final int faultyRequest;

  enum Fault {
    NONE,
    CHANGED_BYTE,
    DEATH,
    REFUSAL
  }

  /**
   * @param faultyRequest the request at which the fault shows, counted from 1
   */
  FakeServer(Fault fault, int faultyRequest) throws IOException {
    this.fault = fault;
    this.faultyRequest = faultyRequest;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  Address address() {
    return new Address(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    int number = requests.incrementAndGet();
    byte[] body = LISTING.getBytes(StandardCharsets.UTF_8);
    if (fault == Fault.DEATH && number >= faultyRequest) {
      exchange.close();
      return;
    }
    if (fault == Fault.CHANGED_BYTE && number == faultyRequest) {
      body[LISTING.indexOf("main")] = 'r';
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(fault == Fault.REFUSAL ? 401 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
