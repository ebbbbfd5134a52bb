package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import dev.spacetime.comparison.Difference;
import dev.spacetime.server.audit.AuditEntry;
import dev.spacetime.server.audit.AuditPage;
import dev.spacetime.server.audit.RecordedEntry;
import dev.spacetime.server.rollout.CanaryPlan;
import dev.spacetime.server.rollout.GuardFigure;
import dev.spacetime.server.rollout.GuardVerdict;
import dev.spacetime.server.rollout.Mode;
import dev.spacetime.server.rollout.Rollout;
import dev.spacetime.server.rollout.RolloutOperations;
import dev.spacetime.server.rollout.RolloutReport;
import dev.spacetime.server.rollout.RolloutRequest;
import dev.spacetime.server.shadow.ComparedRequests;
import dev.spacetime.server.shadow.Mismatch;
import dev.spacetime.server.shadow.Mismatch.ShownAnswer;
import dev.spacetime.server.shadow.Mismatch.ShownRequest;
import dev.spacetime.server.shadow.MismatchPage;
import dev.spacetime.server.shadow.Replay;
import dev.spacetime.server.shadow.ShadowFigures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What is read from requests and how the answers look; the contract kit asks the whole platform.
 */
class RolloutAnswersTest {
  private static final Principal CALLER = new Principal("ops", Role.OPERATOR);
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00.9Z");

  private final Asked asked = new Asked();
  private final RolloutAnswers answers =
      new RolloutAnswers(asked, asked, asked, name -> unknown(name));

  private static Optional<String> unknown(String name) {
    return List.of("original", "optimized").contains(name)
        ? Optional.empty()
        : Optional.of("There is no variant '" + name + "'");
  }

  /** Remembers what it is asked for. */
  private static final class Asked
      implements RolloutOperations, ComparedRequests, RolloutAnswers.RecordedChanges {
    private static final ShownRequest REQUEST =
        new ShownRequest("GET", "/scenes", "limit=1", List.of("Authorization: (removed)"), "");

    private final List<String> done = new ArrayList<>();
    private @Nullable RolloutRequest started;

    @Override
    public RolloutReport report() {
      GuardFigure figure =
          new GuardFigure("error_rate", Double.NaN, 0.25, 4, Double.POSITIVE_INFINITY, 100);
      return new RolloutReport(
          new Rollout(
              3,
              Mode.CANARY,
              "original",
              "optimized",
              new CanaryPlan(List.of(5, 100), Duration.ofSeconds(60)),
              0,
              false,
              10,
              true,
              "original",
              NOW,
              "why"),
          new GuardVerdict(GuardVerdict.Decision.ROLL_BACK, "Errors", List.of(figure)));
    }

    @Override
    public Rollout start(RolloutRequest request, String who) {
      started = request;
      return done("start", request.reason(), who);
    }

    @Override
    public Rollout pause(String reason, String who) {
      return done("pause", reason, who);
    }

    @Override
    public Rollout resume(String reason, String who) {
      return done("resume", reason, who);
    }

    @Override
    public Rollout promote(String reason, String who) {
      return done("promote", reason, who);
    }

    @Override
    public Rollout rollBack(String reason, String who) {
      return done("rollback", reason, who);
    }

    private Rollout done(String what, String reason, String who) {
      done.add(what + " " + reason + " " + who);
      return report().rollout();
    }

    @Override
    public ShadowFigures figures() {
      ShadowFigures.Cost cost = new ShadowFigures.Cost(1_500_000, 2_000_000, 4_096, 1_000_000);
      return new ShadowFigures(100, 2, 3, 4, cost, ShadowFigures.Cost.NONE);
    }

    @Override
    public MismatchPage mismatches(int limit, long before) {
      done.add("mismatches " + limit + " " + before);
      return new MismatchPage(
          List.of(
              new Mismatch(
                  9,
                  NOW,
                  "original",
                  "optimized",
                  REQUEST,
                  new ShownAnswer(200, List.of(), "{\"a\":1}"),
                  new ShownAnswer(200, List.of(), "{\"a\":2}"),
                  List.of(new Difference(Difference.Part.BODY, "/a", "1", "2")),
                  List.of())),
          4);
    }

    @Override
    public Replay replay(long number, String authorization) {
      done.add("replay " + number + " " + authorization);
      if (number != 9) {
        throw ApiException.notFound("There is no such mismatch");
      }
      return new Replay(REQUEST, List.of(new Difference(Difference.Part.STATUS, "", "1", "2")), 12);
    }

    @Override
    public AuditPage entries(int limit, long before) {
      done.add("entries " + limit + " " + before);
      AuditEntry entry =
          new AuditEntry(
              NOW, "guard", "rollback", "b", "a", "Errors", Map.of("x", 0.5, "y", Double.NaN));
      return new AuditPage(List.of(new RecordedEntry(8, entry)), 1);
    }
  }

  private static ApiRequest request(String query, String body) {
    return new ApiRequest(
        Method.PUT,
        "/",
        query,
        HeaderFields.of("Content-Type", "application/json", "Authorization", "Bearer x"),
        RequestBody.of(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
        new ClientAddress("192.0.2.7"),
        "id-1");
  }

  private static JsonNode json(ApiResponse answer) {
    assertThat(answer.status()).isEqualTo(200);
    return Json.tree(answer.body()).orElseThrow();
  }

  private @Nullable RolloutRequest started(String body) {
    json(answers.change(request("", body), CALLER));
    assertThat(asked.done).hasSize(1).first().asString().endsWith(" ops");
    return asked.started;
  }

  @Test
  void theRolloutIsTold() {
    assertThat(new String(answers.rollout().body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{'mode':'canary','stable':'original','candidate':'optimized','share_percent':5,"
                    .replace('\'', '"')
                + ("'steps':[5,100],'step':0,'hold_seconds':60,'paused':false,'shadow_percent':10,"
                        + "'guarded':true,'previous':'original','since':'2026-11-30T08:00:00Z',"
                        + "'reason':'why','verdict':{'decision':'roll_back','reason':'Errors',"
                        + "'figures':[{'name':'error_rate','stable':null,'candidate':0.25,"
                        + "'samples':4,'evidence':null,'limit':100.0}]},"
                        + "'shadow':{'compared':100,'dropped':2,'noise':3,'mismatches':4,"
                        + "'stable':{'p50_ms':1.5,'p95_ms':2.0,'allocated_bytes':4096.0,"
                        + "'cpu_ms':1.0},'candidate':{'p50_ms':0.0,'p95_ms':0.0,"
                        + "'allocated_bytes':0.0,'cpu_ms':0.0}}}")
                    .replace('\'', '"'));
  }

  @Test
  void aFixedSwitchIsWatchedUnlessItIsToldNotToBe() {
    assertThat(started("{'mode':'fixed','variant':'optimized','hold_seconds':7,'reason':'w'}"))
        .isEqualTo(
            new RolloutRequest(
                Mode.FIXED,
                "optimized",
                new CanaryPlan(List.of(100), Duration.ofSeconds(7)),
                0,
                true,
                "w"));
  }

  @Test
  void aFixedSwitchMayGoUnwatched() {
    assertThat(started("{'mode':'fixed','variant':'original','guarded':false,'reason':'w'}"))
        .isEqualTo(
            new RolloutRequest(
                Mode.FIXED,
                "original",
                new CanaryPlan(List.of(100), CanaryPlan.DEFAULT.hold()),
                0,
                false,
                "w"));
  }

  @Test
  void aShadowHasAShare() {
    assertThat(started("{'mode':'shadow','candidate':'original','shadow_percent':3,'reason':'w'}"))
        .isEqualTo(new RolloutRequest(Mode.SHADOW, "original", CanaryPlan.DEFAULT, 3, false, "w"));
  }

  @Test
  void aCanaryHasAPlan() {
    assertThat(started("{'mode':'canary','candidate':'optimized','reason':'w'}"))
        .isEqualTo(new RolloutRequest(Mode.CANARY, "optimized", CanaryPlan.DEFAULT, 10, true, "w"));
    asked.done.clear();
    assertThat(
            started(
                "{'mode':'canary','candidate':'optimized','steps':[2,100],'hold_seconds':0,"
                    + "'shadow_percent':0,'reason':'w'}"))
        .isEqualTo(
            new RolloutRequest(
                Mode.CANARY,
                "optimized",
                new CanaryPlan(List.of(2, 100), Duration.ZERO),
                0,
                true,
                "w"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Missing member: mode",
        "{'mode':1} | Member mode must be a string",
        "{'mode':'fix'} | Member mode must be fixed, shadow or canary",
        "{'mode':'fixed','reason':'w'} | Missing member: variant",
        "{'mode':'fixed','variant':'original'} | Missing member: reason",
        "{'mode':'fixed','variant':'original','reason':' '} | Member reason must have 1 to 500",
        "{'mode':'fixed','variant':'x','reason':'w'} | Member variant: There is no variant 'x'",
        "{'mode':'fixed','variant':'original','guarded':1,'reason':'w'} | Member guarded must",
        "{'mode':'shadow','variant':'original','reason':'w'} | Missing member: candidate",
        "{'mode':'shadow','candidate':'x','reason':'w'} | Member candidate: There is no",
        "{'mode':'shadow','candidate':'original','shadow_percent':0,'reason':'w'} | Member shadow",
        "{'mode':'canary','candidate':'original','shadow_percent':101,'reason':'w'} | Member shad",
        "{'mode':'canary','candidate':'original','steps':5,'reason':'w'} | Member steps must be a",
        "{'mode':'canary','candidate':'original','steps':['5'],'reason':'w'} | Member steps must",
        "{'mode':'canary','candidate':'original','steps':[5.5],'reason':'w'} | Member steps must",
        "{'mode':'canary','candidate':'original','steps':[],'reason':'w'} | Member steps: A canar",
        "{'mode':'canary','candidate':'original','steps':[5],'reason':'w'} | Member steps: The la",
        "{'mode':'canary','candidate':'original','steps':[5,4,100],'reason':'w'} | Member steps: ",
        "{'mode':'canary','candidate':'original','hold_seconds':-1,'reason':'w'} | Member hold_se",
        "{'mode':'canary','candidate':'original','hold_seconds':604801,'reason':'w'} | Member hold",
      })
  void whatIsWrongIsNamed(String body, String sentence) {
    assertThatThrownBy(() -> answers.change(request("", body), CALLER))
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith(sentence);
    assertThat(asked.done).isEmpty();
  }

  @Test
  void everyChangeNeedsAReason() {
    ApiRequest without = request("", "{'reason':'" + "x".repeat(501) + "'}");
    assertThatThrownBy(() -> answers.pause(without, CALLER)).hasMessageContaining("reason");
    assertThatThrownBy(() -> answers.resume(without, CALLER)).hasMessageContaining("reason");
    assertThatThrownBy(() -> answers.promote(without, CALLER)).hasMessageContaining("reason");
    assertThatThrownBy(() -> answers.rollBack(without, CALLER)).hasMessageContaining("reason");
    assertThatThrownBy(() -> answers.switchVariant(request("", "{'active':'original'}"), CALLER))
        .hasMessage("Missing member: reason");
    assertThat(asked.done).isEmpty();
  }

  @Test
  void theStepsOfAnOperatorAreDone() {
    ApiRequest why = request("", "{'reason':'why'}");
    json(answers.pause(why, CALLER));
    json(answers.resume(why, CALLER));
    json(answers.promote(why, CALLER));
    json(answers.rollBack(why, CALLER));
    assertThat(asked.done)
        .containsExactly("pause why ops", "resume why ops", "promote why ops", "rollback why ops");
  }

  @Test
  void theVariantIsSwitchedUnwatched() {
    JsonNode answer =
        json(answers.switchVariant(request("", "{'active':'optimized','reason':'w'}"), CALLER));
    assertThat(answer.propertyNames()).containsExactly("active", "previous", "since", "reason");
    assertThat(asked.started)
        .isEqualTo(new RolloutRequest(Mode.FIXED, "optimized", CanaryPlan.DEFAULT, 0, false, "w"));
    assertThat(json(answers.variant()).path("active").stringValue("")).isEqualTo("original");
  }

  @Test
  void mismatchesAreTold() {
    JsonNode answer = json(answers.mismatches(request("limit=5&before=10", "")));
    assertThat(asked.done).containsExactly("mismatches 5 10");
    assertThat(answer.path("count").intValue()).isOne();
    assertThat(answer.path("total").intValue()).isEqualTo(4);
    JsonNode one = answer.path("mismatches").path(0);
    assertThat(one.path("number").intValue()).isEqualTo(9);
    assertThat(one.path("stable_answer").path("body").stringValue()).isEqualTo("{\"a\":1}");
    assertThat(one.path("differences").toString())
        .isEqualTo(
            "[{'part':'body','where':'/a','stable':'1','candidate':'2'}]".replace('\'', '"'));
  }

  @Test
  void aMismatchIsReplayedForTheOneWhoAsks() {
    JsonNode answer = json(answers.replay(request("", "{'number':9}")));
    assertThat(asked.done).containsExactly("replay 9 Bearer x");
    assertThat(answer.path("number").intValue()).isEqualTo(9);
    assertThat(answer.path("smallest").path("path").stringValue()).isEqualTo("/scenes");
    assertThat(answer.path("differences").path(0).path("part").stringValue()).isEqualTo("status");
    assertThat(answer.path("runs").intValue()).isEqualTo(12);
    assertThatThrownBy(() -> answers.replay(request("", "{'number':8}")))
        .hasMessage("There is no such mismatch");
    assertThatThrownBy(() -> answers.replay(request("", "{}")))
        .hasMessage("Missing member: number");
    assertThatThrownBy(() -> answers.replay(request("", "{'number':'9'}")))
        .hasMessageContaining("number");
  }

  @Test
  void changesAreTold() {
    JsonNode answer = json(answers.audit(request("", "")));
    assertThat(asked.done).containsExactly("entries 20 " + Long.MAX_VALUE);
    assertThat(answer.toString())
        .isEqualTo(
            ("{'entries':[{'sequence':8,'time':'2026-11-30T08:00:00Z','who':'guard',"
                    + "'action':'rollback','from':'b','to':'a','reason':'Errors',"
                    + "'figures':{'x':0.5,'y':null}}],'count':1,'damaged':1}")
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=101", "limit=x", "before=0", "before=1e3", "limit=1&limit=2"})
  void aPageHasBounds(String query) {
    ApiRequest request = request(query, "");
    assertThatThrownBy(() -> answers.audit(request)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> answers.mismatches(request)).isInstanceOf(ApiException.class);
  }
}
