package dev.spacetime.server.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import dev.spacetime.comparison.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class WithoutSecretsTest {
  private static final String TOKEN = "st_" + "k".repeat(43);

  private static ApiRequest request(String query, HeaderFields headers, byte[] body) {
    return new ApiRequest(
        Method.POST,
        "/scene",
        query,
        headers,
        RequestBody.of(body),
        new ClientAddress("127.0.0.1"),
        "r");
  }

  private static String shown(ApiRequest request) {
    return Shown.request(WithoutSecrets.request(request)).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void fieldsParametersAndMembersThatHoldSecretsLoseThem() {
    String shown =
        shown(
            request(
                "limit=3&access_token=hush1&x=" + TOKEN,
                HeaderFields.of(
                    "authorization",
                    "Basic hush2",
                    "Cookie",
                    "a=hush3",
                    "X-Api-Key",
                    "hush4",
                    "Accept",
                    "text/" + TOKEN),
                utf8(
                    "{\"Secret\":\"hush5\",\"a\":[{\"apiToken\":{\"deep\":\"hush6\"}}],\"b\":\""
                        + TOKEN
                        + "\",\"scene_path\":\"res://a.tscn\"}")));
    assertThat(shown).doesNotContain("hush").doesNotContain(TOKEN);
    assertThat(shown).contains("limit=3", "res://a.tscn", "authorization: (removed)");
  }

  @Test
  void whatIsNoJsonLosesWhatLooksLikeASecret() {
    String shown = shown(request("", HeaderFields.NONE, utf8("{\"broken: Bearer hush1 " + TOKEN)));
    assertThat(shown).contains("broken").doesNotContain("hush").doesNotContain(TOKEN);
  }

  @Test
  void packedBodiesAreLookedInto() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(utf8("{\"secret\":\"hush\",\"scene_path\":\"res://a.tscn\"}"));
    }
    ApiRequest clean =
        WithoutSecrets.request(
            request("", HeaderFields.of("Content-Encoding", "gzip"), packed.toByteArray()));
    assertThat(new String(WithoutSecrets.bytes(clean.body()), StandardCharsets.UTF_8))
        .isEqualTo("{\"secret\":\"(removed)\",\"scene_path\":\"res://a.tscn\"}");
    assertThat(clean.headers().fields()).isEmpty();
  }

  @Test
  void answersLoseTheirsToo() {
    Answer answer =
        WithoutSecrets.answer(
            ApiResponse.json(200, new Issued("name", "hush")).with("Set-Cookie", "hush"));
    assertThat(Shown.answer(answer).toString()).doesNotContain("hush").contains("name");
  }

  private record Issued(String name, String secret) {}

  @Test
  void whatHasNoneIsLeftAsItWas() {
    byte[] body = utf8("{ \"scene_path\" : \"res://a.tscn\" }");
    ApiRequest request =
        request("limit=3&dir=res%3A%2F%2F", HeaderFields.of("Accept", "*/*"), body);
    ApiRequest clean = WithoutSecrets.request(request);
    assertThat(WithoutSecrets.bytes(clean.body())).isEqualTo(body);
    assertThat(clean.query()).isEqualTo(request.query());
    assertThat(clean.headers().fields()).isEqualTo(request.headers().fields());
  }

  @Test
  void longBodiesAreCutWhenShownAndControlCharactersAreVisible() {
    String body =
        Shown.request(request("", HeaderFields.NONE, utf8("\u001b" + "x".repeat(9_999)))).body();
    assertThat(body).startsWith("\\u001bxxx").hasSizeLessThan(4_200).endsWith("…");
  }
}
