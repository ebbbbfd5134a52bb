package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordedBodyTest {
  private static final byte[] BODY = "{\"scene_path\":null}".getBytes(StandardCharsets.UTF_8);

  @Test
  void whatWasReadCanBeReadAgain() throws IOException {
    RecordedBody body = new RecordedBody(RequestBody.of(BODY));
    try (InputStream in = body.open()) {
      assertThat(in.read()).isEqualTo('{');
      assertThat(in.readAllBytes()).hasSize(BODY.length - 1);
    }
    assertThat(body.again().orElseThrow().open().readAllBytes()).isEqualTo(BODY);
    assertThat(body.again().orElseThrow().open().readAllBytes()).isEqualTo(BODY);
  }

  @Test
  void anotherReaderGetsTheWhole() throws IOException {
    RecordedBody unread = new RecordedBody(RequestBody.of(BODY));
    assertThat(unread.resumed().orElseThrow().open().readAllBytes()).isEqualTo(BODY);

    RecordedBody halfRead = new RecordedBody(RequestBody.of(BODY));
    assertThat(halfRead.open().readNBytes(5)).hasSize(5);
    assertThat(halfRead.resumed().orElseThrow().open().readAllBytes()).isEqualTo(BODY);
    assertThat(halfRead.again().orElseThrow().open().readAllBytes()).isEqualTo(BODY);
  }

  @Test
  void whatNobodyReadIsNotReadForIt() throws IOException {
    RecordedBody body =
        new RecordedBody(
            () -> {
              throw new IOException("Nobody asked for it");
            });
    assertThat(body.again().orElseThrow().open().readAllBytes()).isEmpty();
  }

  @Test
  void moreThanTheBoundIsNotKept() throws IOException {
    byte[] longest = new byte[RecordedBody.BYTES_MAX];
    RecordedBody fits = new RecordedBody(RequestBody.of(longest));
    assertThat(fits.open().readAllBytes()).hasSize(longest.length);
    assertThat(fits.again()).isPresent();

    RecordedBody tooLong = new RecordedBody(RequestBody.of(new byte[longest.length + 1]));
    assertThat(tooLong.open().readAllBytes()).hasSize(longest.length + 1);
    assertThat(tooLong.again()).isEmpty();
  }
}
