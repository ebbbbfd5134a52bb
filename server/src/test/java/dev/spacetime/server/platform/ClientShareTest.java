package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientShareTest {
  private static final int CLIENTS = 20_000;
  private static final ClientAddress HERE = new ClientAddress("192.0.2.1");

  @Test
  void aShareIsAsLargeAsItSays() {
    for (int percent : new int[] {0, 1, 5, 25, 50, 99, 100}) {
      double found = 100.0 * count(client -> holds(percent, 1, client)) / CLIENTS;
      assertThat(found).as("%d percent", percent).isCloseTo(percent, within(1.5));
    }
  }

  @Test
  void nothingAndEverythingAreExact() {
    assertThat(count(client -> holds(0, 1, client))).isZero();
    assertThat(count(client -> holds(100, 1, client))).isEqualTo(CLIENTS);
  }

  @Test
  void whoIsInStaysIn() {
    assertThat(count(client -> holds(5, 1, client) && !holds(25, 1, client))).isZero();
  }

  @Test
  void eachRolloutDrawsAnew() {
    double inBoth = 100.0 * count(client -> holds(10, 1, client) && holds(10, 2, client)) / CLIENTS;
    assertThat(inBoth).isCloseTo(1, within(0.5));
  }

  @Test
  void withoutATokenTheAddressCounts() {
    long drawn =
        count(
            i ->
                ClientShare.holds(
                    50,
                    1,
                    HeaderFields.NONE,
                    new ClientAddress("10.0." + i / 256 + "." + i % 256)));
    assertThat(100.0 * drawn / CLIENTS).isCloseTo(50, within(1.5));
  }

  private static long count(IntPredicate drawn) {
    return IntStream.range(0, CLIENTS).filter(drawn).count();
  }

  private static boolean holds(int percent, long rollout, int client) {
    HeaderFields headers = HeaderFields.of("Authorization", "Bearer token-" + client);
    return ClientShare.holds(percent, rollout, headers, HERE);
  }
}
