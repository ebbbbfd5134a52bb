package dev.spacetime.server.attack;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.http.Listening;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.platform.ConcurrencyLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * More requests than the machine can answer. {@code -Dspacetime.overload.seconds=60} makes each
 * flood as long as that.
 */
@Timeout(300)
class OverloadAttackTest extends Attack {
  private static final int CLIENTS = 100;
  private static final int SCENES = 1_000;
  private static final int ROUNDS = 5;
  private static final int BLOCKS = 3;
  private static final Duration FLOOD =
      Duration.ofSeconds(Integer.getInteger("spacetime.overload.seconds", 2));
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(2);

  /** The hundred clients take a part of the same processors; a collapse looks otherwise. */
  private static final double GOODPUT_MIN = 0.6;

  /** A quarter of this endpoint's budget in {@code perf-tests}: so long it may take at the peak. */
  private static final double P99_PEAK_MILLIS = 150;

  /** The flood may take the whole budget; as many times the peak, where that is beyond its part. */
  private static final double P99_FACTOR = 4;

  private static final String LISTING =
      "GET /scenes?limit=50 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + OPERATOR + "\r\n\r\n";

  @Override
  Options options(Options options) throws IOException {
    for (int scene = 0; scene < SCENES; scene++) {
      project.write("many/scene" + scene + ".tscn", TestProject.scene("Scene", "Node"));
    }
    return options.withConcurrencyLimit(ConcurrencyLimit.ADAPTIVE);
  }

  @Override
  Listening listening(Listening listening) {
    return listening.withConnectionsPerAddress(2 * CLIENTS);
  }

  /** A flood between two measurements of the peak, so that what neighbours take hits both. */
  private record Round(Load.Outcome before, Load.Outcome flood, Load.Outcome after) {
    double ratio() {
      return flood.goodput() / Math.max(1, (before.goodput() + after.goodput()) / 2);
    }

    double slowdown() {
      double peak = Math.max(millis(before.served(), 99), millis(after.served(), 99));
      return millis(flood.served(), 99) / Math.max(P99_PEAK_MILLIS, peak);
    }
  }

  @DisplayName("case 36: three times what can be answered")
  @Test
  void whatIsTooMuchIsRefusedQuickly() throws Exception {
    Load load = new Load(port(), LISTING);
    load.run(8, 0, WARM_UP);
    load.run(CLIENTS, 0, MEASURED);
    List<Round> rounds = rounds(load);
    // What a neighbour takes for some seconds is in one block; a collapse is in each.
    for (int block = 1; block < BLOCKS && !isKept(rounds); block++) {
      rounds = rounds(load);
    }
    Reply health = send(Call.get("/health/ready"));
    Load.Outcome recovered = load.run(4, rounds.get(ROUNDS - 1).after().goodput() / 2, MEASURED);
    System.out.printf(
        "%s: %d places; after it: %d refused (p99 %d ms)%n",
        variant, limit(), recovered.refused().getTotalCount(), millis(recovered.served(), 99));
    assertThat(recovered.others()).isZero();
    assertThat(isKept(rounds)).as("goodput and p99 of %s", rounds).isTrue();
    assertThat(median(rounds, round -> millis(round.flood().refused(), 50))).isLessThan(500);
    assertThat(health.status()).isEqualTo(200);
    assertThat(recovered.refused().getTotalCount()).isZero();
  }

  private List<Round> rounds(Load load) throws Exception {
    List<Round> rounds = new ArrayList<>();
    Load.Outcome peak = load.run(8, 0, MEASURED);
    for (int round = 0; round < ROUNDS; round++) {
      Load.Outcome flood = load.run(CLIENTS, 3 * peak.goodput(), FLOOD);
      assertThat(flood.others()).as("broken answers").isZero();
      Load.Outcome after = load.run(8, 0, MEASURED);
      rounds.add(new Round(peak, flood, after));
      peak = after;
    }
    report(rounds);
    return rounds;
  }

  private static boolean isKept(List<Round> rounds) {
    return median(rounds, Round::ratio) >= GOODPUT_MIN
        && median(rounds, Round::slowdown) < P99_FACTOR;
  }

  private void report(List<Round> rounds) {
    for (Round round : rounds) {
      Load.Outcome flood = round.flood();
      System.out.printf(
          "%s: %.0f/s before and %.0f/s after; flood of %.0f/s: %.0f served/s (p50 %d ms, p99 %d"
              + " ms), %.0f refused/s (p50 %d ms, p99 %d ms): %.2f%n",
          variant,
          round.before().goodput(),
          round.after().goodput(),
          3 * round.before().goodput(),
          flood.goodput(),
          millis(flood.served(), 50),
          millis(flood.served(), 99),
          flood.refusals(),
          millis(flood.refused(), 50),
          millis(flood.refused(), 99),
          round.ratio());
    }
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray()[ROUNDS / 2];
  }

  private static long millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000;
  }

  private int limit() {
    return asOperator(Call.get("/performance")).json().at("/engine/concurrency_limit").intValue(0);
  }
}
