package dev.spacetime.server.attack;

import static dev.spacetime.server.attack.Target.PUT_SCENE;
import static dev.spacetime.server.attack.Target.SMUGGLED;
import static dev.spacetime.server.attack.Target.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are well formed and seldom sent, connections that are used in odd ways, bombs. */
class RequestFormAttackTest {
  private static final String FIELDS = "Host: a\r\nConnection: close\r\n" + TOKEN + "\r\n";
  private static final String JSON = "{\"scene_path\":\"res://main.tscn\"}";

  @TempDir Path folder;

  private static int status(Target target, String line) throws IOException {
    return target.refused(line + "\r\n" + FIELDS).status();
  }

  /** All that is answered when nothing more is sent. */
  private static List<Reply> halfClosed(Target target, String bytes) throws IOException {
    try (RawConnection connection = target.connect()) {
      connection.send(bytes);
      connection.endSending();
      return RawAnswers.of(connection.readToEnd());
    }
  }

  @OnBothVariants
  @DisplayName("absolute, authority and asterisk form")
  void formsOfTargets(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      assertThat(status(target, "GET http://a/scene HTTP/1.1")).isEqualTo(200);
      for (String line :
          List.of(
              "GET http://evil.example/scene HTTP/1.1",
              "GET http://user@a/scene HTTP/1.1",
              "GET http:///scene HTTP/1.1",
              "GET http://a//scene HTTP/1.1",
              "GET file:///scene HTTP/1.1",
              "GET a:80 HTTP/1.1",
              "GET * HTTP/1.1",
              "GET scene HTTP/1.1",
              "GET ?x HTTP/1.1",
              "GET /scene#x HTTP/1.1",
              "CONNECT /scene HTTP/1.1",
              "GET /sc\u00e9ne HTTP/1.1",
              "GET /scene\t HTTP/1.1",
              "GET /scene x HTTP/1.1")) {
        assertThat(status(target, line)).as(line).isEqualTo(400);
      }
      assertThat(status(target, "GET http://a/SCENE HTTP/1.1")).isEqualTo(404);
      assertThat(status(target, "OPTIONS * HTTP/1.1")).isEqualTo(404);
      // No tunnel, and nobody knows what would follow.
      List<Reply> tunnel = halfClosed(target, "CONNECT a:80 HTTP/1.1\r\n" + FIELDS + SMUGGLED);
      assertThat(tunnel).extracting(Reply::status).containsExactly(400);
    }
  }

  @OnBothVariants
  @DisplayName("methods in other spellings and through override fields")
  void methods(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String method :
          List.of("get", "Get", "TRACE", "DELETE", "PATCH", "OPTIONS", "G\u00cbT")) {
        assertThat(status(target, method + " /scene HTTP/1.1")).as(method).isIn(400, 405);
      }
      for (String name :
          List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method")) {
        for (String method : List.of("POST", "DELETE", "CONNECT")) {
          String request = "GET /scene HTTP/1.1\r\n" + name + ": " + method + "\r\n" + FIELDS;
          Reply reply = target.refused(request);
          assertThat(reply.status()).isEqualTo(200);
          assertThat(reply.text())
              .isEqualTo("{\"scene_name\":null,\"scene_path\":null,\"status\":\"no_scene\"}");
        }
      }
      String query = "GET /scene?_method=POST HTTP/1.1\r\n" + FIELDS;
      assertThat(target.refused(query).text()).contains("no_scene");
    }
  }

  @OnBothVariants
  @DisplayName("pipelining: answers in the order of the requests, one for each")
  void pipelining(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      String put = PUT_SCENE + TOKEN + "Content-Length: 32\r\n\r\n" + JSON;
      String none = "GET /none HTTP/1.1\r\nHost: a\r\n\r\n";
      String unauthorized = "GET /scene HTTP/1.1\r\nHost: a\r\n\r\n";
      String round = SMUGGLED + put + none + unauthorized;
      List<Reply> answers = target.exchange(round.repeat(50) + "GET /scene HTTP/1.1\r\n" + FIELDS);
      assertThat(answers).hasSize(201);
      for (int i = 0; i < 200; i += 4) {
        assertThat(answers.subList(i, i + 4))
            .extracting(Reply::status)
            .containsExactly(200, 200, 404, 401);
      }
      // What comes behind a refused body is answered only if its beginning is known for sure.
      String body = "Content-Length: " + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED;
      assertThat(halfClosed(target, PUT_SCENE + body))
          .extracting(Reply::status)
          .containsExactly(401);
    }
  }

  @OnBothVariants
  @DisplayName("half-closed sockets")
  void halfClosed(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      String get = "GET /scene HTTP/1.1\r\nHost: a\r\n" + TOKEN;
      assertThat(halfClosed(target, get + "\r\n")).extracting(Reply::status).containsExactly(200);
      for (String body :
          List.of(
              "Content-Length: 32\r\n\r\n{",
              "Transfer-Encoding: chunked\r\n\r\n20\r\n{",
              "Transfer-Encoding: chunked\r\n\r\n20")) {
        assertThat(halfClosed(target, PUT_SCENE + TOKEN + body))
            .extracting(Reply::status)
            .containsExactly(400);
      }
      // That was no request yet, so it needs no answer.
      for (String cut : List.of(get, "GET /sce")) {
        assertThat(halfClosed(target, cut)).extracting(Reply::status).isSubsetOf(400);
      }
      assertThat(halfClosed(target, "")).isEmpty();
      assertThat(halfClosed(target, PUT_SCENE + "Content-Length: 32\r\n\r\n{"))
          .extracting(Reply::status)
          .containsExactly(401);
    }
  }

  @OnBothVariants
  @DisplayName("bombs of header fields, trailer fields and chunk extensions")
  void bombs(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      String get = "GET /scene HTTP/1.1\r\n";
      assertThat(target.refused(get + "a:\r\n".repeat(1_900) + FIELDS).status()).isEqualTo(200);
      assertThat(target.refused(get + "a:\r\n".repeat(2_100) + FIELDS).status()).isEqualTo(431);
      assertDefused(target, 431, get + "X: y\r\n".repeat(100_000) + FIELDS);
      String chunked = PUT_SCENE + TOKEN + "Transfer-Encoding: chunked\r\n\r\n";
      String last = "20\r\n" + JSON + "\r\n0\r\n";
      assertDefused(target, 400, chunked + last + "x: y\r\n".repeat(100_000) + "\r\n");
      assertDefused(target, 400, chunked + "20;" + "x".repeat(3_000_000) + "\r\n" + last);
    }
  }

  /** Whoever still sends when the connection ends may not get to see the answer. */
  private static void assertDefused(Target target, int status, String bytes) throws IOException {
    try (RawConnection connection = target.connect()) {
      try {
        connection.send(bytes);
      } catch (SocketException ended) {
        assertThat(ended).hasMessageMatching("(?i)broken pipe|connection reset.*");
      }
      List<Reply> answers = RawAnswers.of(connection.readToEnd());
      assertThat(answers).hasSizeLessThanOrEqualTo(1);
      assertThat(answers).extracting(Reply::status).isSubsetOf(status);
    }
  }

  @OnBothVariants
  @DisplayName("control characters in header fields")
  void controlCharacters(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (char character : "\u0000\u0001\u0008\u000b\u001b\u007f\r".toCharArray()) {
        String request = "GET /scene HTTP/1.1\r\nX: a" + character + "b\r\n" + FIELDS;
        assertThat(target.refused(request).status()).as("%04x", (int) character).isEqualTo(400);
      }
      // A well-formed name is repeated, and nothing else.
      String named = "GET /scene HTTP/1.1\r\nX-Request-Id: %s\r\n" + FIELDS;
      assertThat(target.refused(named.formatted("mine-1")).header("X-Request-Id"))
          .isEqualTo("mine-1");
      for (String odd : List.of("a b", "a;b", "<script>", "a\tb", "\u00e9", "a".repeat(65))) {
        assertThat(target.refused(named.formatted(odd)).header("X-Request-Id"))
            .matches("[0-9a-f]{32}");
      }
    }
  }
}
