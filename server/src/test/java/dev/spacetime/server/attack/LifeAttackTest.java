package dev.spacetime.server.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.server.http.HttpFront;
import dev.spacetime.server.http.Listening;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.EndingFront;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.TestProject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end, the switch and changes, all while there is work. */
@Timeout(300)
class LifeAttackTest extends Attack {
  private static final int CLIENTS = 4;
  private static final String BODY = "{\"scene_path\":\"res://main.tscn\"}";
  private static final String HEAD =
      "PUT /scene HTTP/1.1\r\n"
          + AUTHORIZED
          + "Content-Type: application/json\r\nContent-Length: "
          + BODY.length()
          + "\r\nExpect: 100-continue\r\n\r\n";

  @DisplayName("case 37: the end, with 100 requests running")
  @Test
  void runningRequestsAreAnsweredAtTheEnd() throws Exception {
    HttpFront front =
        another(Listening.on("127.0.0.1", 0).withShutdownIdleTimeout(Duration.ofSeconds(20)));
    int port = front.port();
    List<RawConnection> running = new ArrayList<>();
    try {
      for (int request = 0; request < 100; request++) {
        RawConnection connection = new RawConnection(port);
        running.add(connection);
        connection.send(HEAD);
        // The server asks for the body, so the request is running.
        assertThat(connection.readHead()).startsWith("HTTP/1.1 100");
      }
      EndingFront end = EndingFront.of(front);
      for (RawConnection connection : running) {
        connection.send(BODY);
      }
      for (RawConnection connection : running) {
        String answer = connection.readToEnd();
        isOneAnswer(answer, 200);
        assertThat(answer).contains("\r\nConnection: close\r\n").endsWith("}");
      }
      assertThat(end.hasEnded()).isTrue();
    } finally {
      for (RawConnection connection : running) {
        connection.close();
      }
    }
    assertThatThrownBy(() -> new RawConnection(port).close()).isInstanceOf(IOException.class);
  }

  @DisplayName("case 38: a thousand switches under load")
  @Test
  void noAnswerIsLostInASwitch() throws Exception {
    String before = asReader(Call.get("/scenes")).text();
    whileClients(
        () -> {
          assertThat(asReader(Call.get("/scenes")).text()).isEqualTo(before);
          return null;
        },
        () -> {
          for (int number = 0; number < 1_000; number++) {
            String next = number % 2 == 0 ? "original" : "optimized";
            assertThat(
                    asOperator(
                            Call.put(
                                "/admin/variant",
                                "{\"active\":\"" + next + "\",\"reason\":\"a test\"}"))
                        .text())
                .contains("\"active\":\"" + next + "\"");
          }
        });
  }

  @DisplayName("case 39: an invalidation while loads run")
  @Test
  void whatComesAfterAnInvalidationIsFresh() throws Exception {
    whileClients(
        () -> {
          assertThat(asReader(Call.put("/scene", BODY)).status()).isEqualTo(200);
          return null;
        },
        () -> {
          for (int number = 0; number < 200; number++) {
            project.write("main.tscn", TestProject.scene("Main" + number, "Node3D"));
            String what = number % 2 == 0 ? "\"scope\":\"all\"" : "\"pattern\":\"*main*\"";
            assertThat(asOperator(Call.post("/admin/cache/invalidate", "{" + what + "}")).status())
                .isEqualTo(200);
            assertThat(asReader(Call.put("/scene", BODY)).text())
                .contains("\"root_name\":\"Main" + number + "\"");
          }
        });
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void whileClients(Callable<?> request, Work work) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Integer>> clients = new ArrayList<>();
      CountDownLatch begun = new CountDownLatch(CLIENTS);
      Callable<Integer> client =
          () -> {
            int answers = 0;
            for (; !done.get(); answers++) {
              request.call();
              if (answers == 0) {
                begun.countDown();
              }
            }
            return answers;
          };
      for (int number = 0; number < CLIENTS; number++) {
        clients.add(pool.submit(client));
      }
      try {
        assertThat(begun.await(1, TimeUnit.MINUTES)).as("all clients ask").isTrue();
        work.run();
      } finally {
        done.set(true);
      }
      for (Future<Integer> each : clients) {
        assertThat(each.get()).as("answers").isPositive();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
