package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.access.RateLimiter.Decision;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketsTest {
  private static final ClientAddress CLIENT = new ClientAddress("192.0.2.1");

  private final AtomicLong nanos = new AtomicLong();
  private final TokenBuckets buckets = new TokenBuckets(RateLimits.DEFAULT, nanos::get);

  @Test
  void methodsOfOnePathShareOneBucket() {
    for (int i = 0; i < 30; i++) {
      assertThat(buckets.take(i % 2 == 0 ? Endpoint.SCENE_CURRENT : Endpoint.SCENE_LOAD, CLIENT))
          .matches(Decision::allowed);
    }
    Decision refused = buckets.take(Endpoint.SCENE_VALIDATE, CLIENT);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfterSeconds()).isEqualTo(2);
    assertThat(buckets.take(Endpoint.SCENES, CLIENT).allowed()).isTrue();
    assertThat(buckets.take(Endpoint.SCENE_CURRENT, new ClientAddress("192.0.2.2")).allowed())
        .isTrue();
  }

  @Test
  void bucketsRefillSteadily() {
    for (int i = 0; i < 30; i++) {
      buckets.take(Endpoint.SCENE_CURRENT, CLIENT);
    }
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2) - 1);
    assertThat(buckets.take(Endpoint.SCENE_CURRENT, CLIENT).allowed()).isFalse();
    nanos.addAndGet(1);
    assertThat(buckets.take(Endpoint.SCENE_CURRENT, CLIENT).allowed()).isTrue();
    assertThat(buckets.take(Endpoint.SCENE_CURRENT, CLIENT).allowed()).isFalse();
  }

  @Test
  void fieldsTellWhatIsLeftAndTakeNothing() {
    buckets.take(Endpoint.SCENES, CLIENT);
    assertThat(buckets.fields(Endpoint.SCENES, CLIENT))
        .isEqualTo(buckets.fields(Endpoint.SCENES, CLIENT));
    assertThat(buckets.fields(Endpoint.SCENES, CLIENT).toString())
        .contains("\"default\";q=60;w=60", "\"default\";r=59;t=1");
  }

  @Test
  void takingAndAskingTellTheSameFields() {
    assertThat(value(buckets.fields(Endpoint.SCENE_RELOAD, CLIENT))).isEqualTo("r=20;t=3");
    for (int i = 0; i < 25; i++) {
      nanos.addAndGet(700_000_000);
      List<Header> taken = buckets.take(Endpoint.SCENE_RELOAD, CLIENT).fields();
      assertThat(taken).isEqualTo(buckets.fields(Endpoint.SCENE_RELOAD, CLIENT));
    }
  }

  @Test
  void windowEndsWhenOneMoreRequestIsFree() {
    assertThat(value(buckets.take(Endpoint.SCENE_RELOAD, CLIENT).fields())).isEqualTo("r=19;t=3");
    nanos.addAndGet(1_500_000_000);
    assertThat(value(buckets.take(Endpoint.SCENE_RELOAD, CLIENT).fields())).isEqualTo("r=18;t=2");
    for (int i = 0; i < 18; i++) {
      buckets.take(Endpoint.SCENE_RELOAD, CLIENT);
    }
    Decision refused = buckets.take(Endpoint.SCENE_RELOAD, CLIENT);
    assertThat(value(refused.fields())).isEqualTo("r=0;t=2");
    assertThat(refused.retryAfterSeconds()).isEqualTo(2);
  }

  private static String value(List<Header> fields) {
    assertThat(fields).hasSize(2);
    assertThat(fields.get(1).name()).isEqualTo("RateLimit");
    return fields.get(1).value().replace("\"default\";", "");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_000_001})
  void limitsAreBounded(int limit) {
    assertThatThrownBy(() -> new RateLimits(1, 1, 1, limit))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimits(limit, 1, 1, 1)).hasMessageContaining("" + limit);
  }

  @Test
  void highestLimitIsCounted() {
    TokenBuckets high = new TokenBuckets(new RateLimits(1, 1, 1, 100_000_000), nanos::get);
    assertThat(value(high.take(Endpoint.METRICS, CLIENT).fields())).isEqualTo("r=99999999;t=1");
    TokenBuckets low = new TokenBuckets(new RateLimits(1, 1, 1, 1), nanos::get);
    assertThat(value(low.take(Endpoint.METRICS, CLIENT).fields())).isEqualTo("r=0;t=60");
    assertThat(low.take(Endpoint.METRICS, CLIENT).retryAfterSeconds()).isEqualTo(60);
  }

  @Test
  void withoutLimitsNothingIsToldOrRefused() {
    RateLimiter off = TokenBuckets.off();
    for (int i = 0; i < 1_000; i++) {
      assertThat(off.take(Endpoint.SCENE_RELOAD, CLIENT))
          .isEqualTo(new Decision(true, 0, List.of()));
    }
    assertThat(off.fields(Endpoint.SCENE_RELOAD, CLIENT)).isEmpty();
  }

  @Test
  void askingMakesNoBucket() {
    buckets.fields(Endpoint.SCENE_CURRENT, CLIENT);
    assertThat(buckets.size()).isZero();
    buckets.take(Endpoint.SCENE_CURRENT, CLIENT);
    assertThat(buckets.size()).isOne();
  }

  @Test
  void leastRecentlyUsedBucketGoesFirst() {
    TokenBuckets two = new TokenBuckets(RateLimits.DEFAULT, nanos::get, 2);
    ClientAddress second = new ClientAddress("192.0.2.2");
    two.take(Endpoint.SCENES, CLIENT);
    two.take(Endpoint.SCENES, second);
    two.take(Endpoint.SCENES, CLIENT);
    two.take(Endpoint.SCENES, new ClientAddress("192.0.2.3"));
    assertThat(value(two.fields(Endpoint.SCENES, CLIENT))).startsWith("r=58;");
    assertThat(value(two.fields(Endpoint.SCENES, second))).startsWith("r=60;");
  }

  @Test
  void countsExactlyUnderConcurrency() throws Exception {
    int threads = 8;
    AtomicInteger allowed = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < 1_000; j++) {
                    if (buckets.take(Endpoint.WHITELIST, CLIENT).allowed()) {
                      allowed.incrementAndGet();
                    }
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(allowed).hasValue(100);
  }

  @Test
  void millionAddressesLeaveBoundedBuckets() {
    for (int i = 0; i < 1_000_000; i++) {
      buckets.take(Endpoint.SCENES, new ClientAddress("10." + i));
    }
    assertThat(buckets.size()).isEqualTo(TokenBuckets.BUCKETS_MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "2001:db8::1, 2001:db8:0:0:1::, true",
    "::1, ::2, true",
    "[::1], ::1, true",
    "2001:DB8::1, 2001:0db8::1, true",
    "::ffff:c000:0201, 192.0.2.1, true",
    "no:address, no:address, true",
    "no:address, no:other, false",
    "fe80::1%eth0, fe80::2%eth1, true",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2, false"
  })
  void networksOfClients(String one, String other, boolean same) {
    assertThat(ClientNetwork.of(one).equals(ClientNetwork.of(other))).isEqualTo(same);
  }
}
