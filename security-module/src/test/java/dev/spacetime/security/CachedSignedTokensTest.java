package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedSignedTokensTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final int ENTRIES_MAX = 100;

  private final BoundedCheckCache good = new BoundedCheckCache(ENTRIES_MAX);
  private final BoundedCheckCache bad = new BoundedCheckCache(ENTRIES_MAX);
  private final Source source = new Source();
  private volatile Instant now = START;
  private final CachedSignedTokens cached = new CachedSignedTokens(source, good, bad, () -> now);

  /** Lets in what begins with "good", and counts how often it was asked. */
  private static final class Source implements SignedTokens {
    final AtomicInteger asked = new AtomicInteger();
    final AtomicLong generation = new AtomicLong();
    volatile Instant until = Instant.MAX;
    volatile boolean refusing;
    volatile boolean down;

    @Override
    public Verdict check(String token) {
      asked.incrementAndGet();
      if (down) {
        throw ApiException.of(ErrorCode.UNAVAILABLE, "down");
      }
      boolean valid = token.startsWith("good") && !refusing;
      return new Verdict(
          valid ? Optional.of(new Principal(token, Role.READER)) : Optional.empty(), until);
    }

    @Override
    public long generation() {
      return generation.get();
    }
  }

  private boolean letsIn(String token) {
    return cached.check(token).principal().isPresent();
  }

  @Test
  void verdictsAreKeptForThirtySeconds() {
    for (int i = 0; i < 30; i++) {
      assertThat(letsIn("good")).isTrue();
      assertThat(letsIn("bad")).isFalse();
      now = now.plusSeconds(1);
    }
    assertThat(source.asked).hasValue(2);
    assertThat(cached.keptAnswers()).isEqualTo(58);
    assertThat(letsIn("good")).isTrue();
    assertThat(letsIn("bad")).isFalse();
    assertThat(source.asked).hasValue(4);
  }

  @Test
  void verdictEndsWithItsOwnTime() {
    source.until = START.plusSeconds(10);
    assertThat(letsIn("good")).isTrue();
    source.refusing = true;
    now = START.plusSeconds(10).minusNanos(1);
    assertThat(letsIn("good")).isTrue();
    now = START.plusSeconds(10);
    assertThat(letsIn("good")).isFalse();
  }

  @Test
  void anotherGenerationCountsAtOnce() {
    assertThat(letsIn("good")).isTrue();
    source.refusing = true;
    assertThat(letsIn("good")).isTrue();
    source.generation.incrementAndGet();
    assertThat(letsIn("good")).isFalse();
    source.refusing = false;
    source.generation.incrementAndGet();
    assertThat(letsIn("good")).isTrue();
  }

  @Test
  void whatIsKeptIsToldWithoutAsking() {
    assertThat(cached.ifKept("good")).isEmpty();
    assertThat(letsIn("good")).isTrue();
    assertThat(letsIn("bad")).isFalse();
    assertThat(cached.ifKept("good")).contains(new Principal("good", Role.READER));
    assertThat(cached.ifKept("bad")).isEmpty();
    assertThat(cached.keptAnswers()).as("before use is made of it").isZero();
    cached.countKept();
    assertThat(cached.keptAnswers()).isEqualTo(1);
    now = START.plusSeconds(30);
    assertThat(cached.ifKept("good")).isEmpty();
    now = START;
    source.generation.incrementAndGet();
    assertThat(cached.ifKept("good")).isEmpty();
    assertThat(cached.keptAnswers()).isEqualTo(1);
    assertThat(source.asked).hasValue(2);
  }

  @Test
  void floodOfWrongTokensPushesOutNoRightOne() {
    assertThat(letsIn("good")).isTrue();
    for (int i = 0; i < 10_000; i++) {
      assertThat(letsIn("bad" + i)).isFalse();
    }
    int asked = source.asked.get();
    assertThat(letsIn("good")).isTrue();
    assertThat(source.asked).hasValue(asked);
    assertThat(bad.size()).isEqualTo(ENTRIES_MAX);
    assertThat(good.size()).isEqualTo(1);
  }

  @Test
  void failureIsNotKeptAndWhatIsKeptOutlivesIt() {
    assertThat(letsIn("good")).isTrue();
    source.down = true;
    assertThat(letsIn("good")).isTrue();
    assertThatThrownBy(() -> letsIn("good too")).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> letsIn("good too")).isInstanceOf(ApiException.class);
    source.down = false;
    assertThat(letsIn("good too")).isTrue();
  }

  @Test
  void equalTokensAtOnceAreCheckedOnce() throws InterruptedException {
    CountDownLatch checking = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    SignedTokens slow =
        new SignedTokens() {
          @Override
          public Verdict check(String token) {
            checking.countDown();
            try {
              end.await();
            } catch (InterruptedException interrupted) {
              throw new IllegalStateException(interrupted);
            }
            return source.check(token);
          }

          @Override
          public long generation() {
            return source.generation();
          }
        };
    CachedSignedTokens together = new CachedSignedTokens(slow, good, bad, () -> now);
    List<Optional<Principal>> answers = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      Thread thread = new Thread(() -> answers.add(together.check("good").principal()));
      thread.start();
      threads.add(thread);
    }
    checking.await();
    // All others wait for the one that checks.
    while (threads.stream().anyMatch(one -> one.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(answers).hasSize(32).allMatch(Optional::isPresent);
    assertThat(source.asked).hasValue(1);
  }

  @Test
  void verdictOfAFlightThatHasJustEndedIsNotMadeAgain() {
    AtomicInteger looks = new AtomicInteger();
    CheckCache late =
        new CheckCache() {
          @Override
          public Optional<Kept> get(String key) {
            // The other flight ends after the first look.
            return looks.getAndIncrement() == 0 ? Optional.empty() : good.get(key);
          }

          @Override
          public void put(String key, Kept kept) {
            good.put(key, kept);
          }
        };
    CachedSignedTokens overtaken = new CachedSignedTokens(source, late, bad, () -> now);
    assertThat(overtaken.check("good").principal()).isPresent();
    looks.set(0);
    assertThat(overtaken.check("good").principal()).isPresent();
    assertThat(source.asked).hasValue(1);
    assertThat(overtaken.keptAnswers()).isEqualTo(1);
  }

  @Test
  void keysTellNothingOfTheToken() {
    List<String> keys = new ArrayList<>();
    CheckCache recording =
        new CheckCache() {
          @Override
          public Optional<Kept> get(String key) {
            keys.add(key);
            return Optional.empty();
          }

          @Override
          public void put(String key, Kept kept) {
            keys.add(key);
          }
        };
    new CachedSignedTokens(source, recording, recording, () -> now).check("good.token");
    new CachedSignedTokens(source, recording, recording, () -> now).check("good.token");
    assertThat(keys).allMatch(key -> key.matches("[A-Za-z0-9+/]{43}"));
    // Each process has its own.
    assertThat(keys.stream().distinct()).hasSize(2);
  }
}
