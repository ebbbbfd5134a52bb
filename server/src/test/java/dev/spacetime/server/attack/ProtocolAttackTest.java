package dev.spacetime.server.attack;

import static dev.spacetime.server.attack.Target.PUT_SCENE;
import static dev.spacetime.server.attack.Target.SMUGGLED;
import static dev.spacetime.server.attack.Target.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/** Messages that two readers could read in two ways, and messages that are too much. */
class ProtocolAttackTest {
  private static final String JSON = "{\"scene_path\":\"res://main.tscn\"}";
  private static final String ONE_CHUNK = "20\r\n" + JSON + "\r\n";

  @TempDir Path folder;

  private static void assertRefused(Target target, int status, String request) throws IOException {
    Reply answer = target.refused(request);
    assertThat(answer.status()).as(request).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  /** With a token, without one, and where no body is wanted. */
  private static List<String> beginnings() {
    return List.of(
        PUT_SCENE + TOKEN,
        PUT_SCENE,
        "GET /scene HTTP/1.1\r\nHost: a\r\n" + TOKEN,
        "POST /health/live HTTP/1.1\r\nHost: a\r\n");
  }

  @OnBothVariants
  @DisplayName("case 1: Content-Length with Transfer-Encoding")
  void twoLengths(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      String length = "Content-Length: 5\r\n";
      String coding = "Transfer-Encoding: chunked\r\n";
      for (String beginning : beginnings()) {
        for (String both : List.of(length + coding, coding + length)) {
          assertRefused(target, 400, beginning + both + "\r\n0\r\n\r\n" + SMUGGLED);
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 2: duplicate, listed, signed lengths")
  void oddLengths(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String beginning : beginnings()) {
        for (String odd :
            List.of(
                "3\r\nContent-Length: 4",
                "3\r\nContent-Length: 3",
                "3, 3",
                "3,4",
                "+3",
                "-1",
                "0x3",
                "3 3",
                "3;",
                "",
                "99999999999999999999")) {
          String request = beginning + "Content-Length: " + odd + "\r\n\r\nabc" + SMUGGLED;
          assertRefused(target, 400, request);
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 3: obscured Transfer-Encoding")
  void oddCodings(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String beginning : beginnings()) {
        for (String odd :
            List.of(
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding:\r\n chunked",
                " Transfer-Encoding: chunked",
                "Transfer-Encoding: \"chunked\"",
                "X: y\nTransfer-Encoding\u0000: chunked")) {
          assertRefused(target, 400, beginning + odd + "\r\n\r\n0\r\n\r\n" + SMUGGLED);
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 4: an unterminated quoted chunk extension")
  void unterminatedChunkExtension(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String beginning : beginnings()) {
        for (String extension :
            List.of(";a=\"\r\nX", ";a=\"b\r\n", ";\"", ";a=\"\\\r\n", ";a=b\"\n")) {
          String request =
              beginning
                  + "Transfer-Encoding: chunked\r\n\r\n1"
                  + extension
                  + "\r\n0\r\n\r\n"
                  + SMUGGLED;
          assertThat(target.exchange(request)).as(request).hasSize(1);
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 5: chunks that are none")
  void oddChunks(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String chunk :
          List.of(
              "0x20\r\n" + JSON + "\r\n0\r\n\r\n",
              "10000000000000020\r\n" + JSON + "\r\n0\r\n\r\n",
              "-20\r\n" + JSON + "\r\n0\r\n\r\n",
              "+20\r\n" + JSON + "\r\n0\r\n\r\n",
              " 20\r\n" + JSON + "\r\n0\r\n\r\n",
              "\r\n" + JSON + "\r\n0\r\n\r\n",
              "20" + JSON + "\r\n0\r\n\r\n",
              "20\r\n" + JSON + "0\r\n\r\n",
              "20\r\n" + JSON + "XX0\r\n\r\n",
              "20\n" + JSON + "\n0\n\n")) {
        String chunked = "Transfer-Encoding: chunked\r\n\r\n" + chunk + SMUGGLED;
        assertRefused(target, 400, PUT_SCENE + TOKEN + chunked);
        // Nobody reads the body, so nobody knows where the next request would begin.
        assertThat(target.refused(PUT_SCENE + chunked).status()).as(chunk).isEqualTo(401);
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 6: HTTP/1.0 with Transfer-Encoding")
  void chunksBeforeTheirTime(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String beginning : beginnings()) {
        for (String keep : List.of("", "Connection: keep-alive\r\n")) {
          String request =
              beginning.replace("HTTP/1.1", "HTTP/1.0")
                  + keep
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + ONE_CHUNK
                  + "0\r\n\r\n"
                  + SMUGGLED;
          assertThat(target.exchange(request)).as(request).hasSize(1);
        }
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 7: no Host, two, an impossible one; HTTP/0.9")
  void oddHosts(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      for (String host :
          List.of(
              "",
              "Host: a\r\nHost: b\r\n",
              "Host: a\r\nHost: a\r\n",
              "Host: a b\r\n",
              "Host: a/b\r\n",
              "Host: user@a\r\n",
              "Host: a:b\r\n",
              "Host: a:99999\r\n",
              "Host : a\r\n",
              "Host: a, b\r\n")) {
        assertRefused(target, 400, "GET /scene HTTP/1.1\r\n" + host + TOKEN + "\r\n" + SMUGGLED);
      }
      for (String line :
          List.of("GET /scene\r\n", "GET /scene HTTP/0.9\r\n", "GET / HTTP/3.0\r\n")) {
        assertRefused(target, 505, line + "Host: a\r\n" + TOKEN + "\r\n" + SMUGGLED);
      }
    }
  }

  @OnBothVariants
  @DisplayName("case 8: 9 KB of header, 9 KB of target")
  void tooLong(String variant) throws Exception {
    try (Target target = Target.start(folder, variant)) {
      String get = "GET /scene HTTP/1.1\r\nHost: a\r\n" + TOKEN;
      String nine = "a".repeat(9_000);
      assertRefused(target, 431, get + "X: " + nine + "\r\n\r\n" + SMUGGLED);
      assertRefused(target, 431, get + nine + ": x\r\n\r\n" + SMUGGLED);
      assertRefused(target, 431, get + "a:b\r\n".repeat(2_000) + "\r\n" + SMUGGLED);
      for (String path : List.of("/scene?" + nine, "/" + nine)) {
        assertRefused(target, 414, get.replace("/scene", path) + "\r\n" + SMUGGLED);
      }
    }
  }
}
