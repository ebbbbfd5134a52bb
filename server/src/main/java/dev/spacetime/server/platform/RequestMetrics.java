package dev.spacetime.server.platform;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import dev.spacetime.api.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests each variant answered at each endpoint, how, and how fast. */
final class RequestMetrics {
  private final AtomicLong inFlight = new AtomicLong();
  private final Map<Key, Series> series = new ConcurrentSkipListMap<>();

  private record Key(String variant, Endpoint endpoint) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byVariant = variant.compareTo(other.variant);
      return byVariant != 0 ? byVariant : endpoint.compareTo(other.endpoint);
    }
  }

  private record Series(Timer timer, Map<Integer, Counter> statuses) {
    Series() {
      this(new Timer(new HdrReservoir()), new ConcurrentHashMap<>());
    }
  }

  /**
   * One line of the figures.
   *
   * @param statuses answers by status
   */
  record RequestFigures(
      String variant,
      String endpoint,
      long count,
      double p50Ms,
      double p95Ms,
      double p99Ms,
      double maxMs,
      Map<Integer, Long> statuses) {
    private static RequestFigures of(Key key, Series series) {
      Snapshot times = series.timer().getSnapshot();
      Map<Integer, Long> statuses = new ConcurrentSkipListMap<>();
      series.statuses().forEach((status, counter) -> statuses.put(status, counter.getCount()));
      return new RequestFigures(
          key.variant(),
          key.endpoint().name().toLowerCase(Locale.ROOT),
          series.timer().getCount(),
          millis(times.getMedian()),
          millis(times.get95thPercentile()),
          millis(times.get99thPercentile()),
          millis((double) times.getMax()),
          statuses);
    }
  }

  void began() {
    inFlight.incrementAndGet();
  }

  void ended(String variant, Endpoint endpoint, int status, long nanos) {
    inFlight.decrementAndGet();
    Series of = series.computeIfAbsent(new Key(variant, endpoint), key -> new Series());
    of.timer().update(nanos, TimeUnit.NANOSECONDS);
    of.statuses().computeIfAbsent(status, code -> new Counter()).inc();
  }

  long inFlight() {
    return inFlight.get();
  }

  /** By variant, then in the order of the contract. */
  List<RequestFigures> figures() {
    List<RequestFigures> figures = new ArrayList<>();
    series.forEach((key, of) -> figures.add(RequestFigures.of(key, of)));
    return figures;
  }

  private static double millis(double nanos) {
    return Math.round(nanos / 1_000) / 1_000.0;
  }
}
