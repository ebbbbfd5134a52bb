package dev.spacetime.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.http.Listening;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.RawConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that hold what they were given for as long as they can. */
@Timeout(120)
class SlowClientAttackTest extends Attack {
  private static final int CONNECTIONS_MAX = 450;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  Listening listening(Listening listening) {
    return listening
        .withConnectionsPerAddress(CONNECTIONS_MAX)
        .withDeadlines(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @DisplayName("case 9: 400 connections that send headers slowly")
  @Test
  void slowHeadersEndTheirConnections() throws Exception {
    long quiet = percentile99();
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int connection = 0; connection < 400; connection++) {
        slow.add(new RawConnection(port()));
        slow.get(connection).send("GET /scene HTTP/1.1\r\nHost: a\r\nX: ");
      }
      long[] several = {percentile99(), percentile99(), percentile99()};
      Arrays.sort(several);
      long beside = several[1];
      for (RawConnection connection : slow) {
        connection.trickle("y", Duration.ofMillis(20), PATIENCE);
      }
      System.out.printf("99 of 100 answers: %d us, beside 400 slow %d us%n", quiet, beside);
      assertThat(beside).isLessThan(Math.max(quiet * 10, 100_000));
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @DisplayName("case 10: a body, byte by byte")
  @Test
  void aSlowBodyEndsItsConnection() throws IOException {
    String head =
        "PUT /scene HTTP/1.1\r\n"
            + AUTHORIZED
            + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
    try (RawConnection connection = new RawConnection(port())) {
      connection.send(head);
      String answer = connection.trickle("{", Duration.ofMillis(100), PATIENCE);
      assertThat(answer).doesNotContain(" 200 ", " 500 ");
    }
  }

  @DisplayName("a body that is just fast enough, for ever")
  @Test
  void aBodyWithoutEndEndsItsConnection() throws IOException {
    try (RawConnection connection = new RawConnection(port())) {
      connection.send(
          "PUT /scene HTTP/1.1\r\n"
              + AUTHORIZED
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
      // 25 times a second that is more than any demanded rate.
      String answer =
          connection.trickle("40\r\n" + "x".repeat(64) + "\r\n", Duration.ofMillis(1), PATIENCE);
      assertThat(answer).doesNotContain(" 200 ", " 500 ");
    }
  }

  @DisplayName("more connections than one address may have")
  @Test
  void anAddressHasItsShareOfConnections() throws IOException {
    List<RawConnection> many = new ArrayList<>();
    int answered = 0;
    try {
      for (int connection = 0; connection < CONNECTIONS_MAX + 100; connection++) {
        RawConnection one = new RawConnection(port());
        many.add(one);
        one.send("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n");
        answered += head(one).startsWith("HTTP/1.1 200") ? 1 : 0;
      }
    } finally {
      for (RawConnection connection : many) {
        connection.close();
      }
    }
    assertThat(answered).isBetween(CONNECTIONS_MAX - 5, CONNECTIONS_MAX);
    // The server hears of each end by itself.
    Target.until("the address is let in again", this::isLetIn);
  }

  private boolean isLetIn() {
    try (RawConnection one = new RawConnection(port())) {
      one.send("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n");
      return head(one).startsWith("HTTP/1.1 200");
    } catch (IOException refused) {
      return false;
    }
  }

  private static String head(RawConnection connection) {
    try {
      return connection.readHead();
    } catch (IOException closed) {
      return "";
    }
  }

  /** Of a client that asks one thing after another, in microseconds. */
  private long percentile99() {
    long[] micros = new long[500];
    for (int time = 0; time < micros.length; time++) {
      long begin = System.nanoTime();
      assertThat(asReader(Call.get("/scene")).status()).isEqualTo(200);
      micros[time] = (System.nanoTime() - begin) / 1_000;
    }
    Arrays.sort(micros);
    return micros[micros.length * 99 / 100];
  }
}
