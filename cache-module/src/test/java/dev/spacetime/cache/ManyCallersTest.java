package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManyCallersTest {
  private static final long SMALL_STACK_BYTES = 128 << 10;

  // A busy machine needs its time to start so many threads.
  private static final Duration ALL_HAVE_BEGUN_MAX = Duration.ofMinutes(5);

  private final Caches caches = Caches.open(new FakeClock());
  private final Region<String, String> region =
      caches.region(
          RegionSpec.of("cold", String.class, String.class, 10, Duration.ofHours(1))
              .withLoadWaitMax(ALL_HAVE_BEGUN_MAX.plusMinutes(1)));

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  @Timeout(400)
  void tenThousandCallersOfAColdKeyLoadItOnce() throws Exception {
    int callers = 10_000;
    AtomicInteger loads = new AtomicInteger();
    AtomicInteger answers = new AtomicInteger();
    Runnable call =
        () -> {
          String answer =
              region.get(
                  "key",
                  any -> {
                    loads.incrementAndGet();
                    Await.until(ALL_HAVE_BEGUN_MAX, () -> region.statistics().misses() == callers);
                    return "value";
                  });
          answers.addAndGet(answer.equals("value") ? 1 : 0);
        };
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Thread thread = new Thread(null, call, "caller", SMALL_STACK_BYTES);
      thread.start();
      waiting.add(thread);
    }
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(loads).hasValue(1);
    assertThat(answers).hasValue(callers);
    assertThat(region.loadsUnderWay()).isZero();
    assertThat(region.statistics().loads()).isEqualTo(1);
    assertThat(region.statistics().loadWaits()).isEqualTo(callers - 1);
    assertThat(region.statistics().sets()).isEqualTo(1);
  }
}
