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
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * More requests than the machine can answer. {@code -Dspacetime.overload.seconds=60} makes the
 * flood as long as that.
 */
@Timeout(300)
class OverloadAttackTest extends Attack {
  private static final int CLIENTS = 100;
  private static final int SCENES = 1_000;
  private static final Duration FLOOD =
      Duration.ofSeconds(Integer.getInteger("spacetime.overload.seconds", 4));
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(2);
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

  @DisplayName("case 36: three times what can be answered")
  @Test
  void whatIsTooMuchIsRefusedQuickly() throws Exception {
    Load load = new Load(port(), LISTING);
    load.run(8, 0, WARM_UP);
    Load.Outcome before = load.run(8, 0, MEASURED);
    Load.Outcome flood = load.run(CLIENTS, 3 * before.goodput(), FLOOD);
    Reply health = send(Call.get("/health/ready"));
    Load.Outcome recovered = load.run(4, before.goodput() / 2, MEASURED);
    Load.Outcome after = load.run(8, 0, MEASURED);
    // What neighbours take from one of two measurements is no peak.
    double peak = Math.min(before.goodput(), after.goodput());
    System.out.printf(
        "%s: peak %.0f and %.0f/s; flood of %.0f/s: %.0f served/s (p50 %d ms, p99 %d ms), %.0f"
            + " refused/s (p50 %d ms, p99 %d ms), %d places; after it: %d refused (p99 %d ms)%n",
        variant,
        before.goodput(),
        after.goodput(),
        3 * before.goodput(),
        flood.goodput(),
        millis(flood.served(), 50),
        millis(flood.served(), 99),
        flood.refusals(),
        millis(flood.refused(), 50),
        millis(flood.refused(), 99),
        limit(),
        recovered.refused().getTotalCount(),
        millis(recovered.served(), 99));
    assertThat(before.others() + flood.others() + recovered.others()).as("broken answers").isZero();
    // The hundred clients take a good part of the same processors; a collapse looks otherwise.
    assertThat(flood.goodput()).isGreaterThanOrEqualTo(0.6 * peak);
    assertThat(millis(flood.refused(), 50)).isLessThan(500);
    assertThat(health.status()).isEqualTo(200);
    assertThat(recovered.refused().getTotalCount()).isZero();
  }

  private static long millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000;
  }

  private int limit() {
    return asOperator(Call.get("/performance")).json().at("/engine/concurrency_limit").intValue(0);
  }
}
