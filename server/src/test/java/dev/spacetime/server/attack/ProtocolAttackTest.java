package dev.spacetime.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.Reply;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are made to be read in two ways, or to make the server say too much. */
class ProtocolAttackTest extends Attack {
  private static final String PUT =
      "PUT /scene HTTP/1.1\r\n" + AUTHORIZED + "Content-Type: application/json\r\n";
  private static final String BODY = "{\"scene_path\":\"res://main.tscn\"}";

  @DisplayName("case 1: a length and chunks")
  @Test
  void aLengthAndChunksAreRefused() throws IOException {
    isOneAnswer(
        exchange(PUT + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HONEST),
        400);
  }

  @DisplayName("case 2: a doubtful length")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: 3, 4",
        "Content-Length: +3",
        "Content-Length: -1",
        "Content-Length: 0x3",
        "Content-Length: 99999999999999999999"
      })
  void aDoubtfulLengthIsRefused(String length) throws IOException {
    isOneAnswer(exchange(PUT + length + "\r\n\r\nabc" + HONEST), 400);
  }

  @DisplayName("case 3: a doubtful transfer encoding")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked, identity",
        "Transfer-Encoding:\u000bchunked",
        "X: y\r\n Transfer-Encoding: chunked"
      })
  void aDoubtfulEncodingIsRefused(String encoding) throws IOException {
    isOneAnswer(exchange(PUT + encoding + "\r\n\r\n0\r\n\r\n" + HONEST), 400);
  }

  @DisplayName("case 4: a chunk extension that is quoted and not ended")
  @Test
  void aChunkExtensionWithoutEndHasOneAnswer() throws IOException {
    try (RawConnection connection = new RawConnection(port())) {
      connection.send(
          PUT
              + "Transfer-Encoding: chunked\r\n\r\n1;a=\"\r\nX\r\n0\r\n\r\n"
              + HONEST
              + "\"\r\nX\r\n0\r\n\r\n");
      connection.endOutput();
      String answers = connection.readToEnd();
      assertThat(answers).startsWith("HTTP/1.1 400 ");
      assertThat(answers).doesNotContain("HTTP/1.1 200");
    }
  }

  @DisplayName("case 5: broken chunks")
  @ParameterizedTest
  @ValueSource(
      strings = {"0x3\r\nabc\r\n", "10000000000000000\r\nabc\r\n", "3\r\nabcX", "-1\r\n", ";\r\n"})
  void brokenChunksAreRefused(String chunks) throws IOException {
    isOneAnswer(
        exchange(PUT + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n" + HONEST), 400);
  }

  @DisplayName("case 6: HTTP/1.0 with chunks")
  @Test
  void chunksInHttp10EndTheConnection() throws IOException {
    String answers =
        exchange(
            "PUT /scene HTTP/1.0\r\n"
                + AUTHORIZED
                + "Content-Type: application/json\r\nConnection: keep-alive\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + HONEST);
    assertThat(answers.split("HTTP/1\\.\\d \\d", -1)).as(answers).hasSize(2);
    assertThat(answers).doesNotContain("keep-alive");
  }

  @DisplayName("case 7: no host, two hosts")
  @ParameterizedTest
  @ValueSource(strings = {"", "Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n", "Host: a b\r\n"})
  void anythingButOneHostIsRefused(String hosts) throws IOException {
    isOneAnswer(exchange("GET /health/live HTTP/1.1\r\n" + hosts + "\r\n" + HONEST), 400);
  }

  @DisplayName("case 7: HTTP/0.9")
  @Test
  void oldHttpIsRefused() throws IOException {
    isOneAnswer(exchange("GET /health/live\r\n\r\n"), 505);
  }

  @DisplayName("case 8: large headers and targets")
  @Test
  void largeHeadersAndTargetsAreRefused() throws IOException {
    String long9 = "a".repeat(9 << 10);
    isOneAnswer(exchange("GET /scene HTTP/1.1\r\nHost: a\r\nX: " + long9 + "\r\n\r\n"), 431);
    isOneAnswer(exchange("GET /" + long9 + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    isOneAnswer(
        exchange("GET /scene HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(2_000) + "\r\n"), 431);
  }

  @DisplayName("absolute and authority forms lead where the path says, or nowhere")
  @Test
  void otherFormsOfTargetsGiveNobodyAWayIn() throws IOException {
    String rest = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    isOneAnswer(exchange("GET http://a/scene" + rest), 401);
    isOneAnswer(exchange("GET http://other/health/live" + rest), 400);
    assertThat(exchange("CONNECT a:80" + rest)).doesNotContain(" 200 ");
    assertThat(exchange("OPTIONS *" + rest)).doesNotContain(" 200 ");
    assertThat(exchange("TRACE /scene" + rest)).startsWith("HTTP/1.1 405 ");
  }

  @DisplayName("pipelined requests are answered in turn")
  @Test
  void pipelinedRequestsAreAnsweredInTurn() throws IOException {
    String get = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    String answers =
        exchange(get + "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n" + get.repeat(20) + HONEST);
    assertThat(answers.split("HTTP/1\\.1 200", -1)).hasSize(23);
    assertThat(answers.indexOf("HTTP/1.1 404")).isLessThan(answers.lastIndexOf("HTTP/1.1 200"));
  }

  @DisplayName("who sends no more still gets the answer")
  @Test
  void aHalfClosedSocketIsAnswered() throws IOException {
    try (RawConnection connection = new RawConnection(port())) {
      connection.send(PUT + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY);
      connection.endOutput();
      isOneAnswer(connection.readToEnd(), 200);
    }
    try (RawConnection connection = new RawConnection(port())) {
      connection.send(PUT + "Content-Length: " + BODY.length() + "\r\n\r\n{");
      connection.endOutput();
      assertThat(connection.readToEnd()).doesNotContain(" 200 ", " 500 ");
    }
  }

  @DisplayName("no field changes the method")
  @Test
  void theMethodIsTheMethod() {
    Call call =
        Call.put("/scene", BODY)
            .header("X-HTTP-Method-Override", "POST")
            .header("X-Method-Override", "POST")
            .header("X-HTTP-Method", "POST");
    assertThat(asReader(call).text()).contains("\"valid\":true");
    assertThat(asReader(Call.get("/scene")).text()).contains("no_scene");
  }

  @DisplayName("the host is in no answer")
  @Test
  void theHostIsNotReflected() throws IOException {
    String host = "evil.example";
    String answers =
        exchange("GET /nowhere HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
            + exchange("GET /scene HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
            + exchange(
                HONEST.replace("Host: a", "Host: " + host + "\r\nX-Forwarded-Host: " + host));
    assertThat(answers).contains(" 404 ", " 401 ", " 200 ").doesNotContain(host);
  }

  @DisplayName("errors tell nothing of the inside")
  @Test
  void errorsTellNothingOfTheInside() throws IOException {
    for (String request :
        new String[] {
          "GET /%zz HTTP/1.1\r\n" + AUTHORIZED + "\r\n",
          "GET /scenes?dir=%zz HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n",
          PUT + "Content-Length: 2\r\nConnection: close\r\n\r\n{x",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"
        }) {
      String answer = exchange(request);
      assertThat(answer).startsWith("HTTP/1.1 4");
      assertThat(answer)
          .doesNotContainIgnoringCase("exception")
          .doesNotContain("jetty", "jackson", "javalin", "dev.spacetime", folder.toString());
    }
  }

  @DisplayName("a request id of a client never breaks a line or a field")
  @ParameterizedTest
  @ValueSource(strings = {"a\u0001b", "x; y", "${jndi:ldap://a}", "<script>", "a\tb"})
  void requestIdsAreChecked(String id) throws IOException {
    String answer =
        exchange(HONEST.replace("Host: a\r\n", "Host: a\r\nX-Request-Id: " + id + "\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain(id);
  }

  @DisplayName("nothing that was not asked for is switched on")
  @Test
  void noUpgradeIsOffered() {
    Reply reply = asReader(Call.get("/scene").header("Accept", "text/event-stream"));
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
  }
}
