package dev.spacetime.server.platform;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Snapshot;
import dev.spacetime.api.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** How many requests each variant answered at each endpoint, how, and how fast. */
final class RequestMetrics {
  private static final int STATUSES = 600;

  private final AtomicLong inFlight = new AtomicLong();
  private final LongAdder fastLane = new LongAdder();
  private final Map<String, Map<Endpoint, AtomicReference<Series>>> byVariant =
      new ConcurrentSkipListMap<>();

  /** What one variant answered at one endpoint. */
  private static final class Series {
    // Not a timer, which counts rates by the minute as well that nobody asks for.
    private final Histogram nanos = new Histogram(new HdrReservoir());
    private final AtomicLongArray statuses = new AtomicLongArray(STATUSES);

    Map<Integer, Long> statuses() {
      Map<Integer, Long> counts = new TreeMap<>();
      for (int status = 0; status < STATUSES; status++) {
        if (statuses.get(status) > 0) {
          counts.put(status, statuses.get(status));
        }
      }
      return counts;
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
    private static RequestFigures of(String variant, Endpoint endpoint, Series series) {
      Snapshot times = series.nanos.getSnapshot();
      return new RequestFigures(
          variant,
          endpoint.name().toLowerCase(Locale.ROOT),
          series.nanos.getCount(),
          millis(times.getMedian()),
          millis(times.get95thPercentile()),
          millis(times.get99thPercentile()),
          millis((double) times.getMax()),
          series.statuses());
    }
  }

  void began() {
    inFlight.incrementAndGet();
  }

  void ended(String variant, Endpoint endpoint, int status, long nanos) {
    inFlight.decrementAndGet();
    Series series = series(variant, endpoint);
    series.nanos.update(nanos);
    series.statuses.incrementAndGet(status);
  }

  /** Of those that were counted, one took the fast lane. */
  void tookFastLane() {
    fastLane.increment();
  }

  long fastLane() {
    return fastLane.sum();
  }

  long inFlight() {
    return inFlight.get();
  }

  /** By variant, then in the order of the contract. */
  List<RequestFigures> figures() {
    List<RequestFigures> figures = new ArrayList<>();
    byVariant.forEach(
        (variant, endpoints) ->
            endpoints.forEach(
                (endpoint, place) -> {
                  Series series = place.get();
                  if (series != null) {
                    figures.add(RequestFigures.of(variant, endpoint, series));
                  }
                }));
    return figures;
  }

  private Series series(String variant, Endpoint endpoint) {
    Map<Endpoint, AtomicReference<Series>> known = byVariant.get(variant);
    Map<Endpoint, AtomicReference<Series>> endpoints =
        known != null ? known : byVariant.computeIfAbsent(variant, missing -> places());
    AtomicReference<Series> place = Objects.requireNonNull(endpoints.get(endpoint));
    Series series = place.get();
    // Of two that are made at once, one counts.
    return series != null ? series : place.updateAndGet(made -> made != null ? made : new Series());
  }

  // A series has histograms of some size, so there is none where nothing was asked.
  private static Map<Endpoint, AtomicReference<Series>> places() {
    Map<Endpoint, AtomicReference<Series>> places = new EnumMap<>(Endpoint.class);
    for (Endpoint endpoint : Endpoint.values()) {
      places.put(endpoint, new AtomicReference<>());
    }
    return Collections.unmodifiableMap(places);
  }

  private static double millis(double nanos) {
    return Math.round(nanos / 1_000) / 1_000.0;
  }
}
