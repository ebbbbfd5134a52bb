package dev.spacetime.perf.compare;

import dev.spacetime.perf.process.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in front of a real server and passes everything on, but for the fault that it was given.
 */
final class FaultyProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final double WEIGHT = 0.01;

  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Address server;
  private final Fault fault;
  private final AtomicInteger answers = new AtomicInteger();
  private volatile double turnNanos;

  /**
   * What it does wrong.
   *
   * @param slowed the beginning of the requests that take longer
   * @param share by how much of a client's whole turn, from one request to its next
   * @param changedAnswer the answer with a changed byte, counted from 1; 0 for none
   */
  record Fault(String slowed, double share, int changedAnswer) {
    static final Fault NONE = new Fault("none", 0, 0);
  }

  FaultyProxy(Address server, Fault fault) throws IOException {
    this.server = server;
    this.fault = fault;
    listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  Address address() {
    return new Address(listener.getLocalPort());
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = opened(listener.accept());
        Socket upstream = opened(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        threads.execute(() -> pass(client, upstream, new Delay()::beforeRequest));
        threads.execute(() -> pass(upstream, client, this::changeAnswer));
      }
    } catch (IOException closed) {
      // So are all its connections.
    }
  }

  private Socket opened(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    sockets.add(socket);
    return socket;
  }

  private interface Step {
    void see(byte[] bytes, int length);
  }

  private void pass(Socket from, Socket to, Step step) {
    byte[] bytes = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(bytes); length > 0; length = in.read(bytes)) {
        step.see(bytes, length);
        out.write(bytes, 0, length);
      }
    } catch (IOException ended) {
      // One side has hung up; so does the other.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void changeAnswer(byte[] bytes, int length) {
    if (answers.incrementAndGet() == fault.changedAnswer()) {
      // Within a document, before its last bracket and quote.
      bytes[length - 4] ^= 1;
    }
  }

  /** Of one connection; what counts as a turn is that of a client who asks the same again. */
  private final class Delay {
    private long lastNanos;

    void beforeRequest(byte[] bytes, int length) {
      String start =
          new String(
              bytes, 0, Math.min(length, fault.slowed().length()), StandardCharsets.US_ASCII);
      if (!start.equals(fault.slowed())) {
        lastNanos = 0;
        return;
      }
      long now = System.nanoTime();
      double delayNanos = fault.share() * turnNanos;
      if (lastNanos != 0) {
        double turn = now - lastNanos;
        turnNanos = turnNanos == 0 ? turn : turnNanos * (1 - WEIGHT) + turn * WEIGHT;
      }
      while (System.nanoTime() - now < delayNanos) {
        Thread.onSpinWait();
      }
      lastNanos = System.nanoTime();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
