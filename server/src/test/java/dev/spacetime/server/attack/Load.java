package dev.spacetime.server.attack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends one request over and over from many connections, at a fixed rate as far as they can. Times
 * count from the sending: this measures a server that has too much to do, not how long its clients
 * queue before it.
 */
final class Load {
  private static final long HIGHEST_MICROS = 60_000_000;

  private final int port;
  private final byte[] request;

  Load(int port, String request) {
    this.port = port;
    this.request = request.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * What came of it.
   *
   * @param served times in microseconds of what was answered 200
   * @param refused of what was answered 429 or 503
   * @param others answers and broken connections that were neither
   */
  record Outcome(Histogram served, Histogram refused, long others, Duration elapsed) {
    double goodput() {
      return served.getTotalCount() / (elapsed.toNanos() / 1e9);
    }

    double refusals() {
      return refused.getTotalCount() / (elapsed.toNanos() / 1e9);
    }
  }

  /**
   * @param perSecond of all clients together; 0 for as many as they can
   */
  Outcome run(int clients, double perSecond, Duration duration) throws Exception {
    long begin = System.nanoTime();
    AtomicLong turns = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Outcome>> parts = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        parts.add(pool.submit(() -> client(begin, duration, perSecond, turns)));
      }
      Histogram served = histogram();
      Histogram refused = histogram();
      long others = 0;
      for (Future<Outcome> part : parts) {
        served.add(part.get().served());
        refused.add(part.get().refused());
        others += part.get().others();
      }
      return new Outcome(served, refused, others, Duration.ofNanos(System.nanoTime() - begin));
    } finally {
      pool.shutdownNow();
    }
  }

  private Outcome client(long begin, Duration duration, double perSecond, AtomicLong turns)
      throws IOException {
    Histogram served = histogram();
    Histogram refused = histogram();
    long others = 0;
    Connection connection = connect();
    try {
      while (true) {
        long due = due(begin, perSecond, turns);
        if (due - begin >= duration.toNanos()) {
          return new Outcome(served, refused, others, duration);
        }
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        long sent = System.nanoTime();
        int status = ask(connection);
        long micros = Math.min(HIGHEST_MICROS, (System.nanoTime() - sent) / 1_000);
        switch (status) {
          case 200 -> served.recordValue(micros);
          case 429, 503 -> refused.recordValue(micros);
          default -> {
            others++;
            connection.socket().close();
            connection = connect();
          }
        }
      }
    } finally {
      connection.socket().close();
    }
  }

  private record Connection(Socket socket, InputStream in) {}

  private static long due(long begin, double perSecond, AtomicLong turns) {
    return perSecond == 0
        ? System.nanoTime()
        : begin + (long) (turns.getAndIncrement() / perSecond * 1e9);
  }

  private Connection connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
  }

  /** The status of an answer with a length, 0 when the connection broke. */
  private int ask(Connection connection) {
    try {
      connection.socket().getOutputStream().write(request);
      InputStream in = connection.in();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
        int next = in.read();
        if (next < 0) {
          return 0;
        }
        head.append((char) next);
      }
      String text = head.toString();
      int at = text.indexOf("Content-Length: ") + "Content-Length: ".length();
      in.skipNBytes(Long.parseLong(text.substring(at, text.indexOf("\r\n", at))));
      return Integer.parseInt(text.substring(9, 12));
    } catch (IOException | NumberFormatException broken) {
      return 0;
    }
  }

  private static Histogram histogram() {
    return new Histogram(HIGHEST_MICROS, 3);
  }
}
