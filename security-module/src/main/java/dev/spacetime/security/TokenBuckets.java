package dev.spacetime.security;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client and path, refilled steadily. Told in the fields of
 * draft-ietf-httpapi-ratelimit-headers-10. Holds a bounded number of buckets; when there are more
 * clients, those that were idle longest begin anew.
 */
public final class TokenBuckets implements RateLimiter {
  /** About 20 MB at the worst. */
  static final int BUCKETS_MAX = 100_000;

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final RateLimits limits;
  private final TimeMeter meter;
  private final Map<Key, Bucket> buckets;

  /**
   * @param ticker nanoseconds since some moment
   */
  public TokenBuckets(RateLimits limits, LongSupplier ticker) {
    this(limits, ticker, BUCKETS_MAX);
  }

  TokenBuckets(RateLimits limits, LongSupplier ticker, int bucketsMax) {
    this.limits = limits;
    this.meter = new Ticks(ticker);
    this.buckets = new LeastRecentlyUsed(bucketsMax);
  }

  /** No limits at all. */
  public static RateLimiter off() {
    return new NoRateLimits();
  }

  /**
   * @param client the whole /64 of an IPv6 address, of which one client has as many as it likes
   */
  private record Key(String path, String client) {
    static Key of(Endpoint endpoint, ClientAddress client) {
      return new Key(endpoint.path(), ClientNetwork.of(client.text()));
    }
  }

  private record Ticks(LongSupplier ticker) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return ticker.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<Key, Bucket> {
    private static final long serialVersionUID = 1L;

    private final int entriesMax;

    LeastRecentlyUsed(int entriesMax) {
      super(16, 0.75f, true);
      this.entriesMax = entriesMax;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
      return size() > entriesMax;
    }
  }

  @Override
  public Decision take(Endpoint endpoint, ClientAddress client) {
    ConsumptionProbe probe = bucket(endpoint, client).tryConsumeAndReturnRemaining(1);
    long retrySeconds = probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
    return new Decision(
        probe.isConsumed(),
        probe.isConsumed() ? 0 : Math.max(1, retrySeconds),
        fields(endpoint, probe.getRemainingTokens()));
  }

  @Override
  public List<Header> fields(Endpoint endpoint, ClientAddress client) {
    return fields(endpoint, bucket(endpoint, client).getAvailableTokens());
  }

  int size() {
    synchronized (buckets) {
      return buckets.size();
    }
  }

  // "t" is the time until the bucket is whole again.
  private List<Header> fields(Endpoint endpoint, long remaining) {
    int quota = limits.perMinute(endpoint);
    long wholeAfter = seconds((quota - remaining) * PERIOD.toNanos() / quota);
    return List.of(
        new Header("RateLimit-Policy", "\"default\";q=" + quota + ";w=" + PERIOD.toSeconds()),
        new Header("RateLimit", "\"default\";r=" + remaining + ";t=" + wholeAfter));
  }

  private Bucket bucket(Endpoint endpoint, ClientAddress client) {
    Key key = Key.of(endpoint, client);
    synchronized (buckets) {
      return buckets.computeIfAbsent(key, missing -> full(limits.perMinute(endpoint)));
    }
  }

  private Bucket full(int quota) {
    return Bucket.builder()
        .addLimit(Bandwidth.builder().capacity(quota).refillGreedy(quota, PERIOD).build())
        .withCustomTimePrecision(meter)
        .build();
  }

  private static long seconds(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return (nanos + second - 1) / second;
  }
}
