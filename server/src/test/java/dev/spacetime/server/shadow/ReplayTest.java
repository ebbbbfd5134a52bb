package dev.spacetime.server.shadow;

import static dev.spacetime.server.shadow.ShadowWorld.OPERATOR;
import static dev.spacetime.server.shadow.ShadowWorld.READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.comparison.Difference;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.rollout.Side;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mismatch is run again and made small. */
class ReplayTest {
  @TempDir Path folder;

  @Test
  void requestShrinksToWhatDiffers() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      world.plant(
          "wrong",
          (endpoint, request, honest, context) -> {
            ApiResponse answer = honest.handle(endpoint, request);
            return endpoint == Endpoint.SCENES && request.query().contains("limit=3")
                ? answer.with("X-Planted", "1")
                : answer;
          });
      try (Shadow shadow = world.shadow()) {
        shadow.compare("original", "wrong", 100);
        Call call =
            Call.get("/scenes?dir=res%3A%2F%2F&limit=3&include_addons=true&x=1")
                .header("Accept", "*/*")
                .token(READER)
                .header("User-Agent", "kit");
        world.serve(shadow, world.serving("original"), Side.STABLE, call);
        assertThat(world.nextIsMismatch()).isTrue();
        Replay replay = shadow.replay(1, "Bearer " + READER);
        assertThat(replay.smallest().query()).isEqualTo("limit=3");
        assertThat(replay.smallest().headers()).containsExactly("Authorization: (removed)");
        assertThat(replay.differences()).extracting(Difference::where).containsExactly("x-planted");
        assertThat(replay.runs()).isBetween(5, Replaying.RUNS_MAX);
      }
    }
  }

  @Test
  void bodyShrinksAndSecretsOfTheRequestAreNotSentAgain() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      world.plant(
          "wrong",
          (endpoint, request, honest, context) ->
              new String(WithoutSecrets.bytes(request.body()), StandardCharsets.UTF_8)
                      .contains("needle")
                  ? ApiResponse.json(200, "wrong")
                  : honest.handle(endpoint, request));
      try (Shadow shadow = world.shadow()) {
        shadow.compare("original", "wrong", 100);
        Call call =
            Call.put(
                    "/scene",
                    "{\"scene_path\":\"res://main.tscn\",\"secret\":\"hush\",\"a\":{\"b\":"
                        + "[1,2,\"hay needle hay\"]}}")
                .token(OPERATOR);
        world.serve(shadow, world.serving("original"), Side.STABLE, call);
        assertThat(world.nextIsMismatch()).isTrue();
        Replay replay = shadow.replay(1, "Bearer " + READER);
        assertThat(replay.smallest().body()).isEqualTo("{\"a\":{\"b\":[\"needle\"]}}");
        assertThat(replay.toString()).doesNotContain("hush").doesNotContain(READER);
        assertThat(shadow.mismatches(1, Long.MAX_VALUE).toString())
            .contains("needle")
            .doesNotContain("hush")
            .doesNotContain(OPERATOR);
      }
    }
  }

  @Test
  void whatNoLongerDiffersSaysSo() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      AtomicBoolean broken = new AtomicBoolean(true);
      world.plant(
          "mended",
          (endpoint, request, honest, context) ->
              broken.get() ? ApiResponse.json("x") : honest.handle(endpoint, request));
      try (Shadow shadow = world.shadow()) {
        shadow.compare("original", "mended", 100);
        world.serve(
            shadow, world.serving("original"), Side.STABLE, Call.get("/scene").token(READER));
        assertThat(world.nextIsMismatch()).isTrue();
        broken.set(false);
        Replay replay = shadow.replay(1, "Bearer " + READER);
        assertThat(replay.differences()).isEmpty();
        assertThat(replay.runs()).isEqualTo(1);
        assertThatThrownBy(() -> shadow.replay(2, "")).isInstanceOf(ApiException.class);
      }
    }
  }
}
