package dev.spacetime.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.ReadyAnswer;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.platform.VariantCatalogue;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A held answer is compared at the state that it is of, not at the one that it is sent in. */
@Timeout(120)
class HeldAnswerMomentTest {
  private static final int HELD = 5;

  private final AtomicReference<Optional<Runnable>> meanwhile =
      new AtomicReference<>(Optional.empty());

  @Test
  void changeBehindAHeldAnswerIsNoDifference(@TempDir Path folder) throws Exception {
    Options options =
        Options.of("original")
            .withCatalogue(new VariantCatalogue(FaultyProvider.beside(new Overtaken(meanwhile))))
            .inRealTime();
    try (TestPlatform platform =
        TestPlatform.start(folder.resolve("data"), TestProject.in(folder), options)) {
      ApiClient client = platform.inProcess();
      operate(
          client,
          Call.put(
              "/admin/rollout",
              "{\"mode\":\"canary\",\"candidate\":\"overtaken\",\"steps\":[100],"
                  + "\"shadow_percent\":100,\"reason\":\"a test\"}"));
      ApiClient socket = platform.socket();
      // The first request of all makes the candidate's index of tokens.
      operate(socket, Call.get("/whitelist"));
      for (int number = 0; number < HELD; number++) {
        String rule = "res://rule_" + number + ".tscn";
        meanwhile.set(Optional.of(() -> operate(client, adding(rule))));
        int before = shadow(client).path("compared").intValue(-1);
        assertThat(operate(socket, Call.get("/whitelist")).text()).doesNotContain(rule);
        assertThat(meanwhile)
            .as("what the held answer was overtaken by")
            .hasValue(Optional.empty());
        // What is served at a state that changes before it is judged tells nothing: all stands
        // still until the answer and the change have been.
        JsonNode shadow;
        do {
          shadow = shadow(client);
          assertThat(shadow.path("mismatches").intValue(-1)).as(shadow.toString()).isZero();
          assertThat(Thread.currentThread().isInterrupted()).as("out of time").isFalse();
        } while (shadow.path("compared").intValue(-1) < before + 2);
      }
    }
  }

  private static JsonNode shadow(ApiClient client) {
    return operate(client, Call.get("/admin/rollout")).json().path("shadow");
  }

  private static Call adding(String rule) {
    return Call.post("/whitelist", "{\"action\":\"add_scene\",\"scene_path\":\"" + rule + "\"}");
  }

  private static Reply operate(ApiClient client, Call call) {
    Reply reply = client.send(call.token(TestPlatform.OPERATOR));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  /** The fast variant; between an answer that it holds and its sending something else happens. */
  private record Overtaken(AtomicReference<Optional<Runnable>> meanwhile)
      implements RouterVariantProvider {
    @Override
    public String name() {
      return "overtaken";
    }

    @Override
    public RouterVariant create(VariantContext context) {
      return new Variant(FaultyProvider.known("optimized").create(context), meanwhile);
    }
  }

  private record Variant(RouterVariant right, AtomicReference<Optional<Runnable>> meanwhile)
      implements RouterVariant {
    @Override
    public Optional<ReadyAnswer> ifReady(
        Endpoint endpoint, ApiRequest request, Predicate<HeldAnswer> sendable) {
      Optional<ReadyAnswer> ready = right.ifReady(endpoint, request, sendable);
      if (ready.isPresent()) {
        meanwhile.getAndSet(Optional.empty()).ifPresent(Runnable::run);
      }
      return ready;
    }

    @Override
    public ApiResponse handle(Endpoint endpoint, ApiRequest request) {
      return right.handle(endpoint, request);
    }

    @Override
    public boolean ready() {
      return right.ready();
    }

    @Override
    public VariantStatistics statistics() {
      return right.statistics();
    }

    @Override
    public long invalidate(CacheInvalidation invalidation) {
      return right.invalidate(invalidation);
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
