package dev.spacetime.server.platform;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The requests that are being answered, so that a candidate's that hangs is noticed, and so that
 * its client can still be answered by somebody else. The stable side's are noted too: its time is
 * compared with the candidate's.
 */
final class Flights {
  // A change may wait for others before it, and nobody can make it again in its place: it counts as
  // old only after so many times as long.
  private static final int PATIENCE_WITH_CHANGES = 10;

  private final LongSupplier ticker;
  private final Set<Flight> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param ticker nanoseconds since some moment
   */
  Flights(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /** One request, on the thread that began it. */
  final class Flight implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final long beginNanos = ticker.getAsLong();
    private final boolean candidate;
    private final int patience;
    private boolean ended;
    private boolean interrupted;

    private Flight(boolean candidate, boolean readsOnly) {
      this.candidate = candidate;
      this.patience = readsOnly ? 1 : PATIENCE_WITH_CHANGES;
    }

    private synchronized void interrupt() {
      if (!ended) {
        interrupted = true;
        thread.interrupt();
      }
    }

    /** The interruption was this request's; what the thread does next has nothing to do with it. */
    @Override
    public synchronized void close() {
      ended = true;
      underWay.remove(this);
      if (interrupted) {
        boolean unused = Thread.interrupted();
      }
    }

    private long ageNanos() {
      return (ticker.getAsLong() - beginNanos) / patience;
    }
  }

  /**
   * @param candidate whether it is the candidate that works on it
   * @param readsOnly whether it changes nothing
   */
  Flight begin(boolean candidate, boolean readsOnly) {
    Flight flight = new Flight(candidate, readsOnly);
    underWay.add(flight);
    return flight;
  }

  /** The age of the candidate's oldest; zero without one. */
  long oldestNanos() {
    return underWay.stream()
        .filter(flight -> flight.candidate)
        .mapToLong(Flight::ageNanos)
        .max()
        .orElse(0);
  }

  /** Wakes those of the candidate's that have taken longer. */
  void interruptOlderThan(Duration age) {
    underWay.stream()
        .filter(flight -> flight.candidate && flight.ageNanos() > age.toNanos())
        .forEach(Flight::interrupt);
  }
}
