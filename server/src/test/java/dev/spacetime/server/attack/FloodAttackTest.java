package dev.spacetime.server.attack;

import static dev.spacetime.server.attack.Target.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.SignedTokenMaker;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.statistics.Quantiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stranger who tries one token after the other, a thousand a second: as fast as the answers come
 * would take the honest client's processor, which no server can give back. {@code
 * -Dspacetime.flood.socket=1000000} says how many.
 */
class FloodAttackTest {
  private static final int FLOOD = Integer.getInteger("spacetime.flood.socket", 5_000);
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / 1_000;
  private static final int ROUNDS = 5;
  private static final double SLOWDOWN_MAX = 2;
  private static final int WARM_UP = 2_000;
  private static final int HONEST_REQUESTS = 2_000;

  /** A time slice of the scheduler: below it the machine decides about a p99, not the flood. */
  private static final long NANOS_FLOOR = TimeUnit.MILLISECONDS.toNanos(4);

  @TempDir Path folder;

  private final Random random = new Random(42);

  @OnBothVariants
  @DisplayName("case 23: a flood of random tokens, and an honest client beside it")
  void randomTokens(String variant) throws Exception {
    SignedTokenMaker maker = new SignedTokenMaker(folder);
    Options options = Options.of(variant).withSignedTokens(maker.rules());
    ExecutorService stranger = Executors.newSingleThreadExecutor();
    try (Target target = Target.start(folder, options);
        RawConnection honest = target.connect()) {
      String token = maker.valid("someone", "reader");
      String signed = "Authorization: Bearer " + token + "\r\n";
      p99(honest, WARM_UP, signed);
      p99(honest, WARM_UP, TOKEN);
      double slowdown = slowdown(target, maker, stranger, honest, signed);
      // What a neighbour takes for some seconds is in one of two; a flood that harms is in both.
      assertThat(
              slowdown < SLOWDOWN_MAX
                  ? slowdown
                  : slowdown(target, maker, stranger, honest, signed))
          .isLessThan(SLOWDOWN_MAX);
    } finally {
      stranger.shutdownNow();
    }
  }

  private double slowdown(
      Target target,
      SignedTokenMaker maker,
      ExecutorService stranger,
      RawConnection honest,
      String signed)
      throws Exception {
    long[] quiet = new long[ROUNDS];
    long[] flooded = new long[ROUNDS];
    double[] slowdown = new double[ROUNDS];
    int sent = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String one = round % 2 == 0 ? signed : TOKEN;
      long before = p99(honest, HONEST_REQUESTS, one);
      AtomicBoolean measured = new AtomicBoolean();
      Future<Integer> flood = stranger.submit(() -> flood(target, maker, measured));
      flooded[round] = p99(honest, HONEST_REQUESTS, one);
      measured.set(true);
      sent += flood.get();
      // What else is busy may have begun in between.
      quiet[round] = Math.max(before, p99(honest, HONEST_REQUESTS, one));
      slowdown[round] = (double) flooded[round] / Math.max(NANOS_FLOOR, quiet[round]);
    }
    System.out.printf(
        "flood: %d random tokens over the socket; p99 of the honest client %.2f ms quiet,"
            + " %.2f ms in the flood%n",
        sent, median(quiet) / 1e6, median(flooded) / 1e6);
    assertThat(sent).isGreaterThanOrEqualTo(FLOOD);
    return Quantiles.median(slowdown);
  }

  private int flood(Target target, SignedTokenMaker maker, AtomicBoolean measured)
      throws IOException {
    try (RawConnection connection = target.connect()) {
      int sent = 0;
      long next = System.nanoTime();
      while (sent < FLOOD / ROUNDS || !measured.get()) {
        String wrong =
            sent % 2 == 0
                ? "st_" + Long.toHexString(random.nextLong()).repeat(3)
                : maker.valid("someone", "reader") + random.nextInt(1 << 20);
        String answer = ask(connection, "Authorization: Bearer " + wrong + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401");
        sent++;
        next += PERIOD_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
      return sent;
    }
  }

  /** The 99th percentile of one client's requests, one after the other, in nanoseconds. */
  private static long p99(RawConnection connection, int requests, String token) throws IOException {
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      long begin = System.nanoTime();
      assertThat(ask(connection, token)).startsWith("HTTP/1.1 200");
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[requests * 99 / 100];
  }

  private static String ask(RawConnection connection, String token) throws IOException {
    connection.send("GET /scene HTTP/1.1\r\nHost: a\r\n" + token + "\r\n");
    return connection.readAnswer();
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
