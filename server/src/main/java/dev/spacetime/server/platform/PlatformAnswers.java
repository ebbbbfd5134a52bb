package dev.spacetime.server.platform;

import dev.spacetime.access.Principal;
import dev.spacetime.access.TokenState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.CacheInvalidation.Scope;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.JsonBody;
import dev.spacetime.api.PlatformEndpoints;
import dev.spacetime.api.Timestamps;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.api.wire.TokenChangeAnswer;
import dev.spacetime.api.wire.TokenCommand;
import dev.spacetime.api.wire.TokensAnswer;
import dev.spacetime.session.LiveSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the platform itself answers, whichever variant is asked. */
final class PlatformAnswers implements PlatformEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformAnswers.class);
  private static final int KEY_LENGTH_MAX = 1_024;

  private final VariantSwitch variants;
  private final RolloutAnswers rollouts;
  private final LiveSession session;
  private final TokenState tokens;
  private final RequestMetrics metrics;
  private final LoadShedder shedder;
  private final InstantSource clock;
  private final Instant started;
  private final Documents documents;
  private final Supplier<Purges.Figures> purges;

  PlatformAnswers(
      VariantSwitch variants,
      RolloutAnswers rollouts,
      LiveSession session,
      TokenState tokens,
      RequestMetrics metrics,
      LoadShedder shedder,
      Documents documents,
      Supplier<Purges.Figures> purges,
      InstantSource clock) {
    this.variants = variants;
    this.rollouts = rollouts;
    this.session = session;
    this.tokens = tokens;
    this.metrics = metrics;
    this.shedder = shedder;
    this.documents = documents;
    this.purges = purges;
    this.clock = clock;
    this.started = clock.instant();
  }

  private record HealthAnswer(String status) {}

  private record InvalidationAnswer(boolean success, String message, long invalidated) {}

  @Override
  public ApiResponse answer(
      Endpoint endpoint,
      ApiRequest request,
      Principal caller,
      Supplier<VariantStatistics> statistics) {
    return switch (endpoint) {
      case HEALTH_LIVE -> ApiResponse.json(new HealthAnswer("live"));
      case HEALTH_READY -> ready();
      case PERFORMANCE -> ApiResponse.json(performance(statistics.get()));
      case METRICS -> PrometheusText.answer(performance(statistics.get()));
      case OPENAPI -> documents.openApi();
      case DASHBOARD -> documents.dashboard();
      case VARIANT -> rollouts.variant();
      case VARIANT_SWITCH -> rollouts.switchVariant(request, caller);
      case CACHE_INVALIDATE -> invalidate(request);
      case TOKENS -> ApiResponse.json(TokensAnswer.of(tokens.tokens(), clock.instant()));
      case TOKENS_CHANGE -> changeTokens(request, caller);
      case ROLLOUT -> rollouts.rollout();
      case ROLLOUT_CHANGE -> rollouts.change(request, caller);
      case ROLLOUT_PAUSE -> rollouts.pause(request, caller);
      case ROLLOUT_RESUME -> rollouts.resume(request, caller);
      case ROLLOUT_PROMOTE -> rollouts.promote(request, caller);
      case ROLLOUT_ROLLBACK -> rollouts.rollBack(request, caller);
      case MISMATCHES -> rollouts.mismatches(request);
      case MISMATCH_REPLAY -> rollouts.replay(request);
      case AUDIT -> rollouts.audit(request);
      case SCENE_CURRENT,
          SCENE_LOAD,
          SCENE_VALIDATE,
          SCENES,
          SCENE_RELOAD,
          SCENE_HISTORY,
          WHITELIST,
          WHITELIST_CHANGE ->
          throw new IllegalArgumentException(endpoint + " is the variant's own");
    };
  }

  private ApiResponse ready() {
    return variants.stable().variant().ready()
        ? ApiResponse.json(new HealthAnswer("ready"))
        : ApiResponse.json(ErrorCode.UNAVAILABLE.status(), new HealthAnswer("warming up"));
  }

  private PerformanceAnswer performance(VariantStatistics statistics) {
    Instant now = clock.instant();
    return new PerformanceAnswer(
        Timestamps.text(now),
        statistics.variant(),
        PerformanceAnswer.Cache.of(statistics),
        PerformanceAnswer.Security.of(statistics),
        ProcessFigures.memory(),
        new PerformanceAnswer.Engine(
            metrics.inFlight(),
            session.loadsWaiting(),
            shedder.limit(),
            shedder.shed(),
            metrics.fastLane(),
            purges.get(),
            ProcessFigures.threads(),
            ProcessFigures.collections(),
            Duration.between(started, now).toSeconds(),
            metrics.figures()));
  }

  private ApiResponse invalidate(ApiRequest request) {
    CacheInvalidation invalidation = invalidation(JsonBody.of(request));
    long gone = variants.built().stream().mapToLong(one -> one.invalidate(invalidation)).sum();
    return ApiResponse.json(new InvalidationAnswer(true, "Cache entries invalidated", gone));
  }

  private ApiResponse changeTokens(ApiRequest request, Principal caller) {
    TokenCommand command = TokenCommand.from(request);
    TokenChangeAnswer answer = command.execute(tokens, clock.instant());
    LOG.info("{}: {} by {}", answer.message(), command.name(), caller.name());
    return ApiResponse.json(answer);
  }

  private static CacheInvalidation invalidation(JsonBody body) {
    List<CacheInvalidation> asked = new ArrayList<>();
    body.text("region").ifPresent(name -> asked.add(new CacheInvalidation(Scope.REGION, name)));
    body.text("key").ifPresent(key -> asked.add(new CacheInvalidation(Scope.KEY, key)));
    body.text("pattern").ifPresent(text -> asked.add(new CacheInvalidation(Scope.PATTERN, text)));
    body.text("scope").ifPresent(scope -> asked.add(scope(scope)));
    if (asked.size() != 1) {
      throw ApiException.badRequest("Give exactly one member of region, key, pattern and scope");
    }
    CacheInvalidation invalidation = asked.get(0);
    if (invalidation.text().length() > KEY_LENGTH_MAX) {
      throw ApiException.badRequest(
          "What to invalidate has at most " + KEY_LENGTH_MAX + " characters");
    }
    return invalidation;
  }

  private static CacheInvalidation scope(String name) {
    return switch (name) {
      case "scenes" -> new CacheInvalidation(Scope.SCENES, "");
      case "all" -> CacheInvalidation.everything();
      default -> throw ApiException.badRequest("Member scope must be scenes or all");
    };
  }
}
