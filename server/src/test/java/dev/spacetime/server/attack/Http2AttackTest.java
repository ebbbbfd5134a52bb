package dev.spacetime.server.attack;

import static dev.spacetime.server.attack.RawSession.CONTINUATION;
import static dev.spacetime.server.attack.RawSession.DATA;
import static dev.spacetime.server.attack.RawSession.END_HEADERS;
import static dev.spacetime.server.attack.RawSession.END_STREAM;
import static dev.spacetime.server.attack.RawSession.ENHANCE_YOUR_CALM;
import static dev.spacetime.server.attack.RawSession.GOAWAY;
import static dev.spacetime.server.attack.RawSession.HEADERS;
import static dev.spacetime.server.attack.RawSession.NO_ERROR;
import static dev.spacetime.server.attack.RawSession.PING;
import static dev.spacetime.server.attack.RawSession.PRIORITY;
import static dev.spacetime.server.attack.RawSession.PROTOCOL_ERROR;
import static dev.spacetime.server.attack.RawSession.REFUSED_STREAM;
import static dev.spacetime.server.attack.RawSession.RST_STREAM;
import static dev.spacetime.server.attack.RawSession.SETTINGS;
import static dev.spacetime.server.attack.RawSession.WINDOW_UPDATE;
import static dev.spacetime.server.attack.RawSession.fields;
import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.http.Listening;
import dev.spacetime.server.kit.EndingFront;
import dev.spacetime.server.kit.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client of HTTP/2 can do that one of HTTP/1.1 can't. */
@Timeout(120)
class Http2AttackTest extends Attack {
  private static final int AT_ONCE = 10;
  private static final int FLOOD = 5_000;
  private static final int STREAMS_MAX = 100;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private interface Attempt {
    void add(RawSession session, int stream);
  }

  @Override
  Listening listening(Listening listening) {
    return listening.withDeadlines(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  private static byte[] get(String... more) {
    return request("GET", more);
  }

  private static byte[] request(String method, String... more) {
    byte[] first =
        fields(
            ":method",
            method,
            ":scheme",
            "http",
            ":authority",
            "a",
            ":path",
            "/scene",
            "authorization",
            "Bearer " + READER);
    byte[] rest = fields(more);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(first);
    block.writeBytes(rest);
    return block.toByteArray();
  }

  private static void addGet(RawSession session, int stream) {
    session.add(HEADERS, END_HEADERS | END_STREAM, stream, get());
  }

  /**
   * Repeats it, a few at a time and an honest request behind them, until the server has enough: it
   * must say so and close.
   */
  private void isEndedCalmly(Attempt attempt) throws IOException {
    try (RawSession session = new RawSession(port())) {
      int stream = 1;
      int error = -1;
      for (int made = 0; made < FLOOD && error < 0; made += AT_ONCE) {
        for (int one = 0; one < AT_ONCE; one++, stream += 2) {
          attempt.add(session, stream);
        }
        addGet(session, stream);
        session.flush();
        error = errorBeforeAnswer(session, stream);
        stream += 2;
      }
      assertThat(error).isEqualTo(ENHANCE_YOUR_CALM);
      session.readToEnd();
    }
    // The same without a look at what comes back.
    try (RawSession session = new RawSession(port())) {
      for (int made = 0; made < FLOOD; made++) {
        attempt.add(session, 1 + 2 * made);
      }
      session.flush();
      session.readToEnd();
    }
  }

  /** -1 when the stream is answered; what GOAWAY says when that comes first. */
  private static int errorBeforeAnswer(RawSession session, int stream) throws IOException {
    for (Optional<RawSession.Frame> next = session.read();
        next.isPresent();
        next = session.read()) {
      RawSession.Frame frame = next.get();
      if (frame.type() == GOAWAY) {
        return frame.error();
      }
      if (frame.stream() == stream && frame.type() == HEADERS) {
        return -1;
      }
    }
    throw new AssertionError("closed without a reason");
  }

  private void isRefused(RawSession session) throws IOException {
    session.flush();
    List<RawSession.Frame> frames = session.readToEnd();
    assertThat(frames).extracting(RawSession.Frame::type).contains(GOAWAY).doesNotContain(HEADERS);
  }

  @DisplayName("case 11: rapid resets")
  @Test
  void rapidResets() throws IOException {
    isEndedCalmly(
        (session, stream) -> {
          addGet(session, stream);
          session.add(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
        });
  }

  @DisplayName("case 12: headers without end")
  @Test
  void continuationsWithoutEnd() throws IOException {
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_STREAM, 1, get());
      for (int more = 0; more < 16; more++) {
        session.add(CONTINUATION, 0, 1, fields("x" + more, "y".repeat(1_000)));
      }
      isRefused(session);
    }
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_STREAM, 1, get());
      for (int more = 0; more < 1_000; more++) {
        session.add(CONTINUATION, 0, 1);
      }
      isRefused(session);
    }
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_STREAM, 1, get());
      boolean open = true;
      for (int more = 0; more < 100_000 && open; more++) {
        open = session.add(CONTINUATION, 0, 1, fields("x", "y".repeat(1_000))).flush();
      }
      assertThat(open).isFalse();
    }
  }

  @DisplayName("case 13: resets that the server is made to send")
  @Test
  void resetsByTheServer() throws IOException {
    byte[] open = request("PUT", "content-type", "application/json");
    isEndedCalmly(
        (session, stream) ->
            session
                .add(HEADERS, END_HEADERS, stream, open)
                .add(WINDOW_UPDATE, 0, stream, new byte[] {0, 0, 0, 0}));
    isEndedCalmly(
        (session, stream) ->
            session
                .add(HEADERS, END_HEADERS, stream, open)
                .add(WINDOW_UPDATE, 0, stream, new byte[] {0x7f, -1, -1, -1}));
    isEndedCalmly(
        (session, stream) ->
            session.add(HEADERS, END_HEADERS | END_STREAM, stream, get("Upper", "case")));
  }

  @DisplayName("floods of frames that cost nothing")
  @Test
  void cheapFrames() throws IOException {
    isEndedCalmly((session, stream) -> session.add(PING, 0, 0, new byte[8]));
    isEndedCalmly((session, stream) -> session.add(SETTINGS, 0, 0));
    isEndedCalmly(
        (session, stream) -> session.add(PRIORITY, 0, stream, new byte[] {0, 0, 0, 0, 16}));
    try (RawSession session = new RawSession(port())) {
      byte[] many = new byte[6 * 1_000];
      for (int key = 0; key < 1_000; key++) {
        many[6 * key + 1] = 3;
      }
      session.add(SETTINGS, 0, 0, many);
      isRefused(session);
    }
  }

  @DisplayName("a bomb in the table of headers")
  @Test
  void headerTableBomb() throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(get());
    block.write(0x40); // Literal, kept in the table.
    RawSession.addText(block, "x");
    RawSession.addText(block, "y".repeat(3_900));
    for (int again = 0; again < 8_000; again++) {
      block.write(0x80 | 62); // The newest of the table.
    }
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_HEADERS | END_STREAM, 1, block.toByteArray());
      isRefused(session);
    }
  }

  @DisplayName("more streams than are allowed")
  @Test
  void tooManyStreams() throws IOException {
    try (RawSession session = new RawSession(port())) {
      byte[] open = request("PUT", "content-type", "application/json");
      for (int stream = 0; stream < STREAMS_MAX; stream++) {
        session.add(HEADERS, END_HEADERS, 1 + 2 * stream, open);
      }
      int oneMore = 1 + 2 * STREAMS_MAX;
      addGet(session, oneMore);
      session.flush();
      RawSession.Frame frame = session.read().orElseThrow();
      while (frame.type() != RST_STREAM) {
        frame = session.read().orElseThrow();
      }
      assertThat(frame.stream()).isEqualTo(oneMore);
      assertThat(frame.error()).isEqualTo(REFUSED_STREAM);
    }
  }

  @DisplayName("case 9: headers that come slowly")
  @Test
  void slowHeaders() throws IOException {
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_STREAM, 1, get());
      for (int more = 0; more < 4; more++) {
        session.add(CONTINUATION, 0, 1, fields("x" + more, "y"));
      }
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (session.flush()) {
        assertThat(System.nanoTime()).as("open").isLessThan(end);
        awaitTick();
        session.add(CONTINUATION, 0, 1, fields("x", "y"));
      }
    }
  }

  @DisplayName("case 10: a body that is just fast enough, for ever")
  @Test
  void slowBody() throws Exception {
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_HEADERS, 1, request("PUT", "content-type", "application/json"));
      session.flush();
      Thread sender = new Thread(() -> sendSlowly(session));
      sender.start();
      assertThat(session.status(1)).isNotIn(200, 500);
      sender.interrupt();
      sender.join();
      // The others of the connection don't suffer.
      addGet(session, 3);
      session.flush();
      assertThat(session.status(3)).isEqualTo(200);
    }
  }

  private static void sendSlowly(RawSession session) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!Thread.interrupted() && System.nanoTime() < end) {
      session.add(DATA, 0, 1, new byte[64]).flush();
      awaitTick();
    }
  }

  private static void awaitTick() {
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
  }

  @DisplayName("two hosts, none, tunnels, foreign pages")
  @Test
  void oddRequests() throws IOException {
    String[] plain = {":method", "GET", ":scheme", "http", ":path", "/health/live"};
    try (RawSession session = new RawSession(port())) {
      assertThat(status(session, 1, fields(plain))).isIn(0, 400);
      assertThat(status(session, 3, get("host", "b"))).isEqualTo(400);
      assertThat(status(session, 5, get("host", "a"))).isEqualTo(200);
      assertThat(status(session, 7, get("origin", "http://a"))).isEqualTo(200);
      assertThat(status(session, 9, get("origin", "http://b"))).isEqualTo(403);
      assertThat(status(session, 11, fields(":method", "CONNECT", ":authority", "a:1")))
          .isIn(0, 400);
      assertThat(status(session, 13, get(":protocol", "websocket"))).isZero();
      assertThat(status(session, 15, request("CONNECT", ":protocol", "websocket"))).isZero();
      assertThat(status(session, 17, get("transfer-encoding", "chunked"))).isEqualTo(400);
      assertThat(status(session, 21, get("upgrade", "h2c"))).isEqualTo(400);
      assertThat(status(session, 23, get("connection", "close"))).isZero();
    }
  }

  private static int status(RawSession session, int stream, byte[] fields) throws IOException {
    session.add(HEADERS, END_HEADERS | END_STREAM, stream, fields).flush();
    return session.status(stream);
  }

  @DisplayName("a body of another length than was declared")
  @Test
  void lengthsThatAreNotKept() throws IOException {
    byte[] declared = request("PUT", "content-type", "application/json", "content-length", "1");
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_HEADERS, 1, declared).add(DATA, END_STREAM, 1).flush();
      assertThat(session.reset(1)).isEqualTo(PROTOCOL_ERROR);
      session.add(HEADERS, END_HEADERS, 3, declared).flush();
      session.add(DATA, 0, 3, new byte[1]).add(DATA, END_STREAM, 3, new byte[1]).flush();
      assertThat(session.reset(3)).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @DisplayName("an answer before the body came counts, and the connection lives")
  @Test
  void answersBeforeTheBody() throws IOException {
    try (RawSession session = new RawSession(port())) {
      session.add(HEADERS, END_HEADERS, 1, request("POST", "host", "b", "content-length", "1"));
      session.flush();
      assertThat(session.status(1)).isEqualTo(400);
      assertThat(session.reset(1)).isEqualTo(NO_ERROR);
      byte[] wrong = {'w', 'r', 'o', 'n', 'g'};
      byte[] nobody = fields(":method", "PUT", ":scheme", "http", ":path", "/scene", "host", "a");
      session.add(DATA, END_STREAM, 1, wrong).add(HEADERS, END_HEADERS, 3, nobody).flush();
      assertThat(session.status(3)).isEqualTo(401);
      assertThat(session.reset(3)).isEqualTo(NO_ERROR);
      addGet(session, 5);
      session.flush();
      assertThat(session.status(5)).isEqualTo(200);
    }
  }

  @DisplayName("the end, with streams open")
  @Test
  void runningStreamsAreAnsweredAtTheEnd() throws Exception {
    String body = "{\"scene_path\":\"res://main.tscn\"}";
    var front =
        another(Listening.on("127.0.0.1", 0).withShutdownIdleTimeout(Duration.ofSeconds(20)));
    try (RawSession session = new RawSession(front.port())) {
      byte[] open = request("PUT", "content-type", "application/json", "expect", "100-continue");
      session.add(HEADERS, END_HEADERS, 1, open).flush();
      assertThat(session.status(1)).as("the server asks for the body").isEqualTo(100);
      EndingFront end = EndingFront.of(front);
      RawSession.Frame goAway = session.read().orElseThrow();
      while (goAway.type() != GOAWAY) {
        goAway = session.read().orElseThrow();
      }
      assertThat(goAway.error()).isZero();
      session.add(DATA, END_STREAM, 1, body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      session.flush();
      assertThat(session.status(1)).isEqualTo(200);
      // Else the server waits for this until the connection is idle for too long.
      session.add(GOAWAY, 0, 0, new byte[8]).flush();
      session.readToEnd();
      assertThat(end.hasEnded()).isTrue();
    }
  }

  @DisplayName("an upgrade to HTTP/2 is a plain request, and with the preface only it begins")
  @Test
  void upgradesAreIgnored() throws IOException {
    String upgrade =
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n";
    for (String upgraded : List.of("/scene", "/admin/variant")) {
      try (RawConnection connection = new RawConnection(port())) {
        connection.send(
            "GET "
                + upgraded
                + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + OPERATOR
                + "\r\n"
                + upgrade);
        assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200 ");
      }
    }
  }
}
