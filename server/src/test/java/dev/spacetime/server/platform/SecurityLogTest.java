package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals and changes are told, and a flood of them is only counted. */
class SecurityLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> lines = new ArrayList<>();
  private final SecurityLog log = new SecurityLog(nanos::get, lines::add);

  @ParameterizedTest
  @CsvSource({
    "SCENES, 401, refused GET /scenes",
    "SCENE_LOAD, 403, refused POST /scene",
    "SCENE_VALIDATE, 413, refused PUT /scene",
    "SCENES, 429, refused GET /scenes",
    "SCENES, 503, refused GET /scenes",
    "VARIANT_SWITCH, 200, changed PUT /admin/variant",
    "ROLLOUT_CHANGE, 200, changed PUT /admin/rollout",
    "ROLLOUT_PAUSE, 200, changed POST /admin/rollout/pause",
    "ROLLOUT_RESUME, 200, changed POST /admin/rollout/resume",
    "ROLLOUT_PROMOTE, 200, changed POST /admin/rollout/promote",
    "ROLLOUT_ROLLBACK, 200, changed POST /admin/rollout/rollback",
    "WHITELIST_CHANGE, 200, changed POST /whitelist",
    "CACHE_INVALIDATE, 200, changed POST /admin/cache/invalidate",
    "TOKENS_CHANGE, 200, changed POST /admin/tokens"
  })
  void itTellsWhatWasAskedByWhomAndHowItEnded(Endpoint endpoint, int status, String begin) {
    log.answered(endpoint, request(endpoint), status);
    assertThat(lines).containsExactly(begin + " for 192.0.2.7: " + status + ", request id-1");
  }

  @ParameterizedTest
  @CsvSource({
    "SCENES, 200",
    "SCENES, 404",
    "SCENE_LOAD, 200",
    "VARIANT, 200",
    "VARIANT_SWITCH, 400",
    "ROLLOUT_PAUSE, 409",
    "MISMATCH_REPLAY, 200",
    "HEALTH_READY, 503"
  })
  void itIsSilentAboutTheRest(Endpoint endpoint, int status) {
    log.answered(endpoint, request(endpoint), status);
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"action\":\"validate\",\"scene_path\":\"res://a.tscn\"}; 0",
        "{\"action\":\"add_scene\",\"scene_path\":\"res://a.tscn\"}; 1",
        "{\"action\":\"reload\"}; 1",
        "{\"action\":\"validate\",; 1"
      })
  void aValidationIsNoChange(String body, int told) throws IOException {
    ApiRequest asked =
        request(Endpoint.WHITELIST_CHANGE)
            .with(
                "",
                HeaderFields.of("Content-Type", "application/json"),
                RequestBody.of(body.getBytes(StandardCharsets.UTF_8)));
    ApiRequest remembered = log.remembered(Endpoint.WHITELIST_CHANGE, asked);
    try (InputStream read = remembered.body().open()) {
      assertThat(read.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(body);
    }
    log.answered(Endpoint.WHITELIST_CHANGE, remembered, 200);
    assertThat(lines).hasSize(told);
  }

  @Test
  void aFloodIsCounted() {
    refuse(SecurityLog.REFUSALS_MAX + 1_000);
    assertThat(lines).hasSize(SecurityLog.REFUSALS_MAX);
    nanos.addAndGet(SecurityLog.INTERVAL.toNanos() - 1);
    refuse(1);
    assertThat(lines).hasSize(SecurityLog.REFUSALS_MAX);
    nanos.addAndGet(1);
    refuse(1);
    assertThat(lines).hasSize(SecurityLog.REFUSALS_MAX + 2);
    assertThat(lines.get(SecurityLog.REFUSALS_MAX)).isEqualTo("refused 1001 more");
    nanos.addAndGet(SecurityLog.INTERVAL.toNanos());
    refuse(1);
    assertThat(lines).as("nothing was left out").hasSize(SecurityLog.REFUSALS_MAX + 3);
  }

  private void refuse(int times) {
    for (int time = 0; time < times; time++) {
      log.answered(Endpoint.SCENES, request(Endpoint.SCENES), 401);
    }
  }

  private static ApiRequest request(Endpoint endpoint) {
    return new ApiRequest(
        endpoint.method(),
        endpoint.path(),
        "",
        HeaderFields.NONE,
        RequestBody.EMPTY,
        new ClientAddress("192.0.2.7"),
        "id-1");
  }
}
