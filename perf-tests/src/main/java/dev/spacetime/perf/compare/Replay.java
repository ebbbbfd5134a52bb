package dev.spacetime.perf.compare;

import dev.spacetime.comparison.Answer;
import dev.spacetime.comparison.AnswerComparison;
import dev.spacetime.comparison.Difference;
import dev.spacetime.comparison.PermittedDifference;
import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.Connection;
import dev.spacetime.perf.process.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends every request of a corpus to both sides, in the same order, and compares the answers. */
final class Replay {
  private static final int SHOWN_MAX = 50;
  private static final AnswerComparison COMPARISON =
      new AnswerComparison(PermittedDifference.OF_SERVERS);

  // A server ends a connection that idles, and the other side may have taken its time.
  private static final long IDLE_MAX_NANOS = 10_000_000_000L;

  private final Address first;
  private final Address second;
  private final List<Mismatch> shown = new ArrayList<>();
  private int requests;
  private int mismatches;

  Replay(Address first, Address second) {
    this.first = first;
    this.second = second;
  }

  /** A request that was answered differently. */
  record Mismatch(String request, List<String> differences) {}

  /**
   * What came of it.
   *
   * @param shown the first fifty mismatches
   */
  record Outcome(int requests, int mismatches, List<Mismatch> shown) {}

  /**
   * @throws IOException that names the request, when a side did not answer
   */
  void run(Corpus corpus) throws IOException {
    try (Side one = new Side(first);
        Side other = new Side(second)) {
      for (Request request : corpus.requests()) {
        List<Difference> differences =
            COMPARISON.differences(request.path(), one.send(request), other.send(request));
        requests++;
        if (!differences.isEmpty()) {
          mismatches++;
          show(request, differences);
        }
      }
    }
  }

  private void show(Request request, List<Difference> differences) {
    if (shown.size() < SHOWN_MAX) {
      shown.add(
          new Mismatch(
              request.toString(), differences.stream().map(Difference::toString).toList()));
    }
  }

  /** What came of it so far. */
  Outcome outcome() {
    return new Outcome(requests, mismatches, List.copyOf(shown));
  }

  /** A connection that is opened again when the server closed it, as it may after an error. */
  private static final class Side implements AutoCloseable {
    private final Address address;
    private Connection connection;
    private long usedNanos = System.nanoTime();

    Side(Address address) throws IOException {
      this.address = address;
      this.connection = Connection.to(address);
    }

    Answer send(Request request) throws IOException {
      if (!connection.isOpen() || System.nanoTime() - usedNanos > IDLE_MAX_NANOS) {
        connection.close();
        connection = Connection.to(address);
      }
      try {
        Answer answer = connection.send(request);
        usedNanos = System.nanoTime();
        return answer;
      } catch (IOException unanswered) {
        throw new IOException(request + ": " + unanswered.getMessage(), unanswered);
      }
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
