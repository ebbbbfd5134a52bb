package dev.spacetime.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and patterns that cost more than they should, or are read otherwise than they look. */
class InputAttackTest extends Attack {
  private static final Duration AT_ONCE = Duration.ofMillis(10);

  @Override
  Options options(Options options) throws IOException {
    Path whitelist = folder.resolve("whitelist.json");
    String adversarial = "res://" + "**/".repeat(60) + "z.tscn";
    Files.writeString(
        whitelist,
        """
        {"environments":{"default":{"scenes":[],"directories":["res://"],"wildcards":["%s"]}},
         "blacklist":{"exact":[],"patterns":["%s","res://*a*a*a*a*a*a*a*a*b.tscn"]}}
        """
            .formatted(adversarial, adversarial));
    return options.withWhitelist(whitelist);
  }

  @DisplayName("case 31: JSON that is too deep, too long or none")
  @Test
  void abnormalJsonIsRefused() {
    for (String body :
        List.of(
            "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "{\"a\":" + "9".repeat(5_000) + "}",
            "{\"a\":1e" + "9".repeat(5_000) + "}",
            "{\"" + "n".repeat(60_000) + "\":1}",
            "{\"scene_path\":\"res://main.tscn\"",
            "{\"scene_path\":\"res://main.tscn\"}}",
            "{\"scene_path\":\"res://main.tscn\"} {}",
            "{'scene_path':'res://main.tscn'}",
            "{\"scene_path\":\"res://main.tscn\",}",
            "{\"scene_path\":NaN}",
            "{\"scene_path\":\"res://main.tscn\",\"other\":[{\"large\":-1e400}]}",
            "/**/{\"scene_path\":\"res://main.tscn\"}",
            "\u0000{}",
            "[]",
            "null",
            "")) {
      Reply reply = asReader(Call.put("/scene", body));
      assertThat(reply.status()).as(body.substring(0, Math.min(80, body.length()))).isEqualTo(400);
      assertThat(reply.text())
          .isEqualTo(
              "{\"error\":\"Bad Request\",\"message\":"
                  + "\"Invalid JSON body or missing Content-Type: application/json\"}");
    }
  }

  @DisplayName("names that come twice")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scene_path\":\"res://main.tscn\",\"scene_path\":\"res://addons/tool/tool.tscn\"}",
        "{\"scene_path\":\"res://main.tscn\",\"\\u0073cene_path\":\"res://broken.tscn\"}",
        "{\"a\":{\"b\":1,\"b\":2}}"
      })
  void doubledNamesAreRefused(String body) {
    assertThat(asReader(Call.put("/scene", body)).status()).isEqualTo(400);
  }

  @DisplayName("text that is no UTF-8")
  @Test
  void otherEncodingsAreRefused() {
    for (int[] bytes :
        new int[][] {
          {0xC0, 0xAF}, // an overlong slash
          {0xE0, 0x80, 0xAF},
          {0xF0, 0x80, 0x80, 0xAF},
          {0xF8, 0x88, 0x80, 0x80, 0x80}, // five bytes
          {0xFC, 0x84, 0x80, 0x80, 0x80, 0x80}, // six
          {0xED, 0xA0, 0x80}, // half a surrogate pair
          {0xF4, 0x90, 0x80, 0x80}, // above the last character
          {0x80},
          {0xFF, 0xFE}
        }) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("{\"scene_path\":\"res://".getBytes(StandardCharsets.UTF_8));
      for (int one : bytes) {
        body.write(one);
      }
      body.writeBytes("main.tscn\"}".getBytes(StandardCharsets.UTF_8));
      Call call =
          Call.of("PUT", "/scene")
              .header("Content-Type", "application/json")
              .body(body.toByteArray());
      assertThat(asReader(call).status()).isEqualTo(400);
    }
  }

  @DisplayName("case 32: bodies that are too large, however they come")
  @Test
  void largeBodiesAreRefused() throws IOException {
    byte[] large = ("{\"a\":\"" + "x".repeat(1_500_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    Call call = Call.of("PUT", "/scene").header("Content-Type", "application/json");
    assertThat(asReader(call.body(large)).status()).isEqualTo(413);
    assertThat(asReader(call.body(large).inChunks()).status()).isEqualTo(413);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int megabyte = 0; megabyte < 200; megabyte++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    Reply reply = asReader(call.header("Content-Encoding", "gzip").body(bomb.toByteArray()));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(exchange(HONEST)).startsWith("HTTP/1.1 200");
  }

  @DisplayName("case 33: wildcards made to be slow")
  @Test
  void adversarialWildcardsAreMatchedAtOnce() {
    String path = "res://" + "a/".repeat(100) + "a".repeat(40) + ".tscn";
    Call call = Call.put("/scene", "{\"scene_path\":\"" + path + "\"}");
    for (int time = 0; time < 50; time++) {
      assertThat(asReader(call).status()).isEqualTo(200);
    }
    long least = Long.MAX_VALUE;
    for (int time = 0; time < 20; time++) {
      long begin = System.nanoTime();
      asReader(call);
      least = Math.min(least, System.nanoTime() - begin);
    }
    assertThat(Duration.ofNanos(least)).isLessThan(AT_ONCE);
  }

  @DisplayName("case 34: what is no part of a question changes nobody's answer")
  @Test
  void unkeyedInputsChangeNothing() {
    String before = asReader(Call.get("/scenes")).text();
    for (Call odd :
        List.of(
            Call.get("/scenes").header("X-Forwarded-Host", "evil.example"),
            Call.get("/scenes").header("X-Original-URL", "/admin/tokens"),
            Call.get("/scenes").header("X-Rewrite-URL", "/admin/tokens"),
            Call.get("/scenes?utm_source=evil&callback=evil"))) {
      assertThat(asReader(odd).text()).isEqualTo(before).doesNotContain("evil");
    }
    assertThat(asReader(Call.get("/scenes.css")).status()).isEqualTo(404);
    assertThat(asReader(Call.get("/scenes/x.css")).status()).isEqualTo(404);
    assertThat(asReader(Call.get("/scenes")).text()).isEqualTo(before);
  }

  @DisplayName("case 35: no secret is compressed beside what a client chose")
  @Test
  void answersWithSecretsAreNotCompressed() {
    Call create =
        Call.post("/admin/tokens", "{\"action\":\"create\",\"name\":\"c\",\"role\":\"reader\"}")
            .header("Accept-Encoding", "gzip, br, zstd");
    Reply created = asOperator(create);
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.text()).contains("\"secret\"");
    assertThat(created.headers().first("Content-Encoding")).isEmpty();
    String reflected = "reflected-".repeat(200);
    Reply refused =
        asReader(
            Call.put("/scene", "{\"scene_path\":\"" + reflected + "\"}")
                .header("Accept-Encoding", "gzip"));
    assertThat(refused.headers().first("Content-Encoding")).isEmpty();
  }
}
