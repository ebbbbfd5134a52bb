package dev.spacetime.perf.process;

import dev.spacetime.comparison.Answer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Load at a fixed rate of arrivals, whatever the server does. A latency counts from the moment at
 * which a request was due, so that a stall is seen by all requests that it delayed (coordinated
 * omission). One thread serves all connections: the processors are left to who answers.
 */
public final class OpenModel {
  private static final long MICROS_MAX = Duration.ofMinutes(2).toMillis() * 1000;
  private static final int DIGITS = 3;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 20_000;
  private static final int FAILURE = 400;

  private final Plan plan;
  private final Witness witness;
  private final Selector selector;
  private final Deque<AskedConnection> free = new ArrayDeque<>();
  private final Histogram micros = new Histogram(MICROS_MAX, DIGITS);
  private final long total;
  private final double gapNanos;
  private final long start = System.nanoTime();
  private long begun;
  private long ended;
  private long failures;
  private long lastProgress = start;

  private OpenModel(Plan plan, Witness witness, Selector selector) {
    this.plan = plan;
    this.witness = witness;
    this.selector = selector;
    this.gapNanos = 1e9 / plan.perSecond();
    this.total = (long) Math.ceil(plan.time().toNanos() / gapNanos);
  }

  /**
   * @param perSecond of all connections together
   * @param patience after it a server that can't follow is given up on
   */
  public record Plan(
      Request request, double perSecond, int connections, Duration time, Duration patience) {
    public Plan(Request request, double perSecond, int connections, Duration time) {
      this(request, perSecond, connections, time, time.multipliedBy(2));
    }
  }

  /** Looks at an answer, with the nanosecond at which its request was sent. */
  public interface Witness {
    /** Needs no answers. */
    Witness NONE = (answer, sentNanos) -> {};

    void see(Answer answer, long sentNanos);
  }

  /**
   * What was seen.
   *
   * @param failures answers of status 400 and more
   */
  public record Measured(Histogram micros, long failures) {}

  /**
   * @throws IOException when a connection broke, or an answer took longer than a minute
   */
  public static Measured run(Address address, Plan plan, Witness witness)
      throws IOException, InterruptedException {
    List<AskedConnection> connections = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < plan.connections(); i++) {
        connections.add(AskedConnection.to(address, plan.request(), selector));
      }
      OpenModel load = new OpenModel(plan, witness, selector);
      load.free.addAll(connections);
      return load.run();
    } finally {
      for (AskedConnection connection : connections) {
        connection.close();
      }
    }
  }

  private Measured run() throws IOException, InterruptedException {
    while (ended < total) {
      long now = System.nanoTime();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      begin(now);
      if (selector.selectNow() > 0) {
        for (SelectionKey key : selector.selectedKeys()) {
          ready((AskedConnection) key.attachment());
        }
        selector.selectedKeys().clear();
        lastProgress = now;
      } else {
        if (free.size() < plan.connections() && now - lastProgress > ANSWER_MAX.toNanos()) {
          throw new IOException("No answer within " + ANSWER_MAX.toSeconds() + " s");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return new Measured(micros, failures);
  }

  private void begin(long now) throws IOException {
    boolean givenUp = now - start > plan.patience().toNanos();
    while (begun < total && due() <= now && (givenUp || !free.isEmpty())) {
      if (givenUp) {
        // Never sent, and at least so late.
        record(now, due());
        ended++;
      } else {
        free.remove().ask(due());
        lastProgress = now;
      }
      begun++;
    }
  }

  private long due() {
    return start + (long) (begun * gapNanos);
  }

  private void record(long now, long due) {
    micros.recordValue(Math.min(MICROS_MAX, (now - due) / 1000));
  }

  private void ready(AskedConnection connection) throws IOException {
    if (!connection.answered()) {
      return;
    }
    record(System.nanoTime(), connection.dueNanos());
    failures += connection.status() >= FAILURE ? 1 : 0;
    if (witness != Witness.NONE) {
      witness.see(connection.answer(), connection.sentNanos());
    }
    ended++;
    free.add(connection);
  }
}
