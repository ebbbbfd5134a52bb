package dev.spacetime.perf.budget;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * What was measured, by endpoint. A user of a closed model who waits for a slow answer sends
 * nothing meanwhile, so that a stall hides itself ("coordinated omission"): what he would have sent
 * is added, as often as his pause fits into the wait (Gil Tene's correction, as HdrHistogram does
 * it).
 */
public final class Measurements {
  private static final long HIGHEST_MILLIS = 3_600_000;

  private final ToLongFunction<Sample> pauseMillis;
  private final Map<String, Endpoint> endpoints = new TreeMap<>();
  private final Endpoint all = new Endpoint();
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  /**
   * @param pauseMillis between two requests of the sample's user; 0 where he does not wait for
   *     answers (an open model)
   */
  public Measurements(ToLongFunction<Sample> pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  /** Of one endpoint, or of all requests. */
  public static final class Endpoint {
    private final Histogram corrected = new Histogram(HIGHEST_MILLIS, 3);
    private final Histogram recorded = new Histogram(HIGHEST_MILLIS, 3);
    private long requests;
    private long errors;
    private long connections;

    private void add(Sample sample, long pauseMillis) {
      requests++;
      connections += sample.connected() ? 1 : 0;
      if (!sample.succeeded()) {
        // An error is often quick and must not flatter the percentiles.
        errors++;
        return;
      }
      long millis = Math.max(0, Math.min(sample.elapsedMillis(), HIGHEST_MILLIS));
      recorded.recordValue(millis);
      corrected.recordValueWithExpectedInterval(millis, pauseMillis);
    }

    public long requests() {
      return requests;
    }

    public long errors() {
      return errors;
    }

    /** Requests that a connection was opened for. */
    public long connections() {
      return connections;
    }

    /** Answers that came. */
    public long answers() {
      return recorded.getTotalCount();
    }

    public double errorRatePercent() {
      return requests == 0 ? 0 : 100.0 * errors / requests;
    }

    /** In milliseconds, with what was omitted. */
    public long percentile(double percent) {
      return corrected.getValueAtPercentile(percent);
    }

    /** In milliseconds, as it was recorded. */
    public long recordedPercentile(double percent) {
      return recorded.getValueAtPercentile(percent);
    }

    public long maxMillis() {
      return recorded.getMaxValue();
    }
  }

  public void add(Sample sample) {
    long pause = pauseMillis.applyAsLong(sample);
    endpoints.computeIfAbsent(sample.endpoint(), name -> new Endpoint()).add(sample, pause);
    all.add(sample, pause);
    firstMillis = Math.min(firstMillis, sample.startMillis());
    lastMillis = Math.max(lastMillis, sample.startMillis() + sample.elapsedMillis());
  }

  public Endpoint all() {
    return all;
  }

  /** All requests first, then each endpoint. */
  public Map<String, Endpoint> byEndpoint() {
    Map<String, Endpoint> found = new LinkedHashMap<>();
    found.put(Budget.ALL_REQUESTS, all);
    found.putAll(endpoints);
    return found;
  }

  /** From the first request to the last answer. */
  public double seconds() {
    return all.requests == 0 ? 0 : (lastMillis - firstMillis) / 1_000.0;
  }

  public double requestsPerSecond(Endpoint endpoint) {
    return seconds() == 0 ? 0 : endpoint.requests / seconds();
  }
}
