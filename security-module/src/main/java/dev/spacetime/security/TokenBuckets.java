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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each client and path, refilled steadily, its state told in the fields of
 * draft-ietf-httpapi-ratelimit-headers-11: {@code q} requests in {@code w} seconds, {@code r} of
 * them left now, {@code t} seconds until there is one more.
 *
 * <p>Holds a bounded number of buckets; when there are more clients, those that were idle longest
 * begin anew. Only a request that is counted makes a bucket, so strangers without a token push
 * nobody out. Safe for use by many threads, and exact: no interleaving lets more requests through.
 */
public final class TokenBuckets implements RateLimiter {
  /** About 45 MB at the worst, measured with as many IPv4 addresses. */
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
    this.buckets = new LeastRecentlyUsed<>(bucketsMax);
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

  @Override
  public Decision take(Endpoint endpoint, ClientAddress client) {
    int quota = limits.perMinute(endpoint);
    ConsumptionProbe probe = bucket(endpoint, client).tryConsumeAndReturnRemaining(1);
    long remaining = probe.getRemainingTokens();
    // The probe knows when the bucket is whole again, and the other missing tokens come last.
    long nextNanos = probe.getNanosToWaitForReset() - refillNanos(quota - remaining - 1, quota);
    List<Header> fields = fields(quota, remaining, nextNanos);
    return probe.isConsumed()
        ? new Decision(true, 0, fields)
        : new Decision(false, seconds(probe.getNanosToWaitForRefill()), fields);
  }

  @Override
  public List<Header> fields(Endpoint endpoint, ClientAddress client) {
    int quota = limits.perMinute(endpoint);
    Bucket known = known(endpoint, client);
    long remaining = known == null ? quota : known.getAvailableTokens();
    if (known == null || remaining == quota) {
      return fields(quota, quota, refillNanos(1, quota));
    }
    long nextNanos = known.estimateAbilityToConsume(remaining + 1).getNanosToWaitForRefill();
    return fields(quota, remaining, nextNanos);
  }

  int size() {
    synchronized (buckets) {
      return buckets.size();
    }
  }

  // "t" ends no later than Retry-After, as section 6 of the draft asks.
  private static List<Header> fields(int quota, long remaining, long nextNanos) {
    long nextSeconds = seconds(nextNanos);
    return List.of(
        new Header("RateLimit-Policy", "\"default\";q=" + quota + ";w=" + PERIOD.toSeconds()),
        new Header("RateLimit", "\"default\";r=" + remaining + ";t=" + nextSeconds));
  }

  private Bucket bucket(Endpoint endpoint, ClientAddress client) {
    Key key = Key.of(endpoint, client);
    synchronized (buckets) {
      return buckets.computeIfAbsent(key, missing -> full(limits.perMinute(endpoint)));
    }
  }

  private @Nullable Bucket known(Endpoint endpoint, ClientAddress client) {
    Key key = Key.of(endpoint, client);
    synchronized (buckets) {
      return buckets.get(key);
    }
  }

  private Bucket full(int quota) {
    return Bucket.builder()
        .addLimit(Bandwidth.builder().capacity(quota).refillGreedy(quota, PERIOD).build())
        .withCustomTimePrecision(meter)
        .build();
  }

  private static long refillNanos(long requests, int quota) {
    return requests * PERIOD.toNanos() / quota;
  }

  // Rounded up, and never "now": who comes back then must not be refused again.
  private static long seconds(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Math.max(1, (nanos + second - 1) / second);
  }
}
