package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class RegionLoadTest {
  private static final RegionSpec<String, String> SPEC =
      RegionSpec.of("scenes", String.class, String.class, 1_000, Duration.ofHours(1));

  private final Caches caches = Caches.open(new FakeClock());
  private final Region<String, String> region = caches.region(SPEC);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    caches.close();
  }

  /** Every way to make what is held, or being loaded, out of date. */
  enum Overtaking {
    INVALIDATE_KEY {
      @Override
      void apply(Region<String, String> region) {
        region.invalidate("key");
      }
    },
    INVALIDATE_MATCHING {
      @Override
      void apply(Region<String, String> region) {
        region.invalidateIf(CachePattern.matching("k*"));
      }
    },
    INVALIDATE_ALL {
      @Override
      void apply(Region<String, String> region) {
        region.invalidateAll();
      }
    };

    abstract void apply(Region<String, String> region);
  }

  /** A load of "key" on another thread, held up until it is released. */
  private final class SlowLoad {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Future<String> answer;

    SlowLoad(String value) {
      answer = threads.submit(() -> region.get("key", any -> whenReleased(value)));
      Await.until(() -> started.getCount() == 0);
    }

    String finish() throws ExecutionException, InterruptedException {
      released.countDown();
      return answer.get();
    }

    private String whenReleased(String value) {
      started.countDown();
      Await.until(() -> released.getCount() == 0);
      return value;
    }
  }

  @Test
  void roundsOfCallersLoadOnceEach() throws Exception {
    int rounds = 200;
    AtomicInteger loads = new AtomicInteger();
    for (int round = 0; round < rounds; round++) {
      String key = "round " + round;
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(
            threads.submit(() -> region.get(key, any -> "load " + loads.incrementAndGet())));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("load " + (round + 1));
      }
    }
    assertThat(loads).hasValue(rounds);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasLoadedBeforeAnInvalidationIsNotStored(Overtaking overtaking) throws Exception {
    SlowLoad load = new SlowLoad("old");
    overtaking.apply(region);
    assertThat(load.finish()).isEqualTo("old");
    assertThat(region.get("key")).isEmpty();
    assertThat(region.get("key", any -> "new")).isEqualTo("new");
    assertThat(region.get("key")).contains("new");
  }

  @ParameterizedTest
  @EnumSource
  void whoComesAfterAnInvalidationStartsALoadOfTheirOwn(Overtaking overtaking) throws Exception {
    SlowLoad load = new SlowLoad("old");
    overtaking.apply(region);
    assertThat(region.get("key", any -> "new")).isEqualTo("new");
    assertThat(load.finish()).isEqualTo("old");
    assertThat(region.get("key")).contains("new");
    assertThat(region.statistics().sets()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void anOvertakenLoadLeavesItsSuccessorAlone(Overtaking overtaking) throws Exception {
    SlowLoad older = new SlowLoad("old");
    overtaking.apply(region);
    SlowLoad newer = new SlowLoad("new");
    assertThat(older.finish()).isEqualTo("old");
    assertThat(region.get("key")).isEmpty();
    assertThat(region.loadsUnderWay()).isEqualTo(1);
    assertThat(newer.finish()).isEqualTo("new");
    assertThat(region.get("key")).contains("new");
  }

  @Test
  void aLoadOfAnotherKeyIsNotOvertaken() throws Exception {
    SlowLoad load = new SlowLoad("value");
    region.invalidate("other");
    region.invalidateIf("other"::equals);
    assertThat(load.finish()).isEqualTo("value");
    assertThat(region.get("key")).contains("value");
  }

  @Test
  void aPutOutranksTheLoadUnderWay() throws Exception {
    SlowLoad load = new SlowLoad("loaded");
    region.put("key", "put");
    assertThat(load.finish()).isEqualTo("loaded");
    assertThat(region.get("key")).contains("put");
  }

  @Test
  void aFailureIsSharedUnwrappedAndNotKept() throws Exception {
    IllegalStateException reason = new IllegalStateException("the source is down");
    int callers = 20;
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      answers.add(
          threads.submit(
              () ->
                  region.get(
                      "key",
                      any -> {
                        Await.until(() -> region.statistics().misses() == callers);
                        throw reason;
                      })));
    }
    for (Future<String> answer : answers) {
      assertThatThrownBy(answer::get).cause().isSameAs(reason);
    }
    assertThat(region.statistics().loadFailures()).isEqualTo(1);
    assertThat(region.loadsUnderWay()).isZero();
    assertThat(region.get("key", any -> "recovered")).isEqualTo("recovered");
  }

  @Test
  void aCheckedExceptionThrownUndeclaredReachesTheWaiterToo() {
    IOException reason = new IOException("unreadable");
    CompletableFuture<String> pilot = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            String unused =
                region.get(
                    "key",
                    any -> {
                      Await.until(() -> region.statistics().misses() == 2);
                      throw RegionLoadTest.<RuntimeException>undeclared(reason);
                    });
          } catch (Throwable failure) {
            pilot.completeExceptionally(failure);
          }
        });
    Await.until(() -> region.statistics().misses() == 1);
    assertThatThrownBy(() -> region.get("key", any -> "unused")).isSameAs(reason);
    assertThatThrownBy(pilot::get).cause().isSameAs(reason);
  }

  @Test
  void aLoaderThatAnswersNullFailed() {
    assertThatThrownBy(() -> region.get("key", any -> absent()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("A loader of region scenes answered null");
    assertThat(region.statistics().loadFailures()).isEqualTo(1);
  }

  @Test
  void aLoaderThatAsksForItsOwnKeyFails() {
    assertThatThrownBy(() -> region.get("key", this::askingAgain))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A loader of region scenes asked for the key that it is loading");
    assertThat(region.get("key", any -> "value")).isEqualTo("value");
  }

  @Test
  void aLoaderMayAskForOtherKeys() {
    assertThat(region.get("key", key -> region.get("other", any -> "inner") + " outer"))
        .isEqualTo("inner outer");
    assertThat(region.get("other")).contains("inner");
  }

  @Test
  void whoWaitsTooLongGivesUpAlone() throws Exception {
    Region<String, String> impatient =
        caches.region(
            RegionSpec.of("impatient", String.class, String.class, 10, Duration.ofHours(1))
                .withLoadWaitMax(Duration.ofMillis(1)));
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Future<String> pilot =
        threads.submit(
            () ->
                impatient.get(
                    "key",
                    any -> {
                      started.countDown();
                      Await.until(() -> released.getCount() == 0);
                      return "value";
                    }));
    started.await();
    assertThatThrownBy(() -> impatient.get("key", any -> "unused"))
        .isInstanceOf(LoadWaitException.class)
        .hasMessage("A load of region impatient that others wait for took longer than PT0.001S");
    released.countDown();
    assertThat(pilot.get()).isEqualTo("value");
    assertThat(impatient.get("key")).contains("value");
  }

  @Test
  void whoIsInterruptedGivesUpAlone() throws Exception {
    SlowLoad load = new SlowLoad("value");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> region.get("key", any -> "unused"))
        .isInstanceOf(LoadWaitException.class)
        .hasMessage("Interrupted while waiting for a load of region scenes");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(load.finish()).isEqualTo("value");
    assertThat(region.get("key")).contains("value");
  }

  private String askingAgain(String key) {
    return region.get(key, this::askingAgain);
  }

  // What a caller without null checks may pass.
  @SuppressWarnings("NullAway")
  private static String absent() {
    return null;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E undeclared(Throwable failure) throws E {
    throw (E) failure;
  }
}
