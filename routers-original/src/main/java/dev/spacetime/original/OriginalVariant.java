package dev.spacetime.original;

import dev.spacetime.access.Principal;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.PlatformEndpoints;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.security.Admission;
import dev.spacetime.security.PlainAuthenticator;
import dev.spacetime.security.PlainPathRules;
import dev.spacetime.security.RequestGuard;
import java.util.Map;

/** Every endpoint, plainly. */
final class OriginalVariant implements RouterVariant {
  private final PlainAuthenticator authenticator;
  private final PlainPathRules pathRules;
  private final RequestGuard guard;
  private final SceneEndpoints scenes;
  private final WhitelistEndpoints whitelist;
  private final PlatformEndpoints platform;

  OriginalVariant(VariantContext context) {
    authenticator =
        new PlainAuthenticator(context.tokens(), context.signedTokens(), context.clock());
    pathRules = new PlainPathRules(context.whitelist());
    guard = new RequestGuard(authenticator, context.rateLimiter());
    scenes = new SceneEndpoints(context.project(), context.session(), pathRules);
    whitelist = new WhitelistEndpoints(context.whitelist(), pathRules);
    platform = context.platform();
  }

  @Override
  public ApiResponse handle(Endpoint endpoint, ApiRequest request) {
    Admission admission = guard.admit(endpoint, request);
    return answer(endpoint, request, admission.principal()).with(admission.fields());
  }

  @Override
  public VariantStatistics statistics() {
    return new VariantStatistics(
        OriginalVariantProvider.NAME,
        Map.of(),
        authenticator.checks(),
        pathRules.checks(),
        VariantStatistics.WarmUp.OFF,
        "uncached");
  }

  @Override
  public long invalidate(CacheInvalidation invalidation) {
    return 0;
  }

  @Override
  public void close() {
    // Nothing is kept, so nothing is freed.
  }

  private ApiResponse answer(Endpoint endpoint, ApiRequest request, Principal caller) {
    return switch (endpoint) {
      case SCENE_CURRENT -> scenes.current();
      case SCENE_LOAD -> scenes.load(request);
      case SCENE_VALIDATE -> scenes.validate(request);
      case SCENES -> scenes.list(request);
      case SCENE_RELOAD -> scenes.reload(request);
      case SCENE_HISTORY -> scenes.history();
      case WHITELIST -> whitelist.show();
      case WHITELIST_CHANGE -> whitelist.change(request);
      case PERFORMANCE,
          HEALTH_LIVE,
          HEALTH_READY,
          METRICS,
          OPENAPI,
          DASHBOARD,
          VARIANT,
          VARIANT_SWITCH,
          CACHE_INVALIDATE,
          TOKENS,
          TOKENS_CHANGE,
          ROLLOUT,
          ROLLOUT_CHANGE,
          ROLLOUT_PAUSE,
          ROLLOUT_RESUME,
          ROLLOUT_PROMOTE,
          ROLLOUT_ROLLBACK,
          MISMATCHES,
          MISMATCH_REPLAY,
          AUDIT ->
          platform.answer(endpoint, request, caller, this::statistics);
    };
  }
}
