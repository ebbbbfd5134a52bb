package dev.spacetime.optimized;

import dev.spacetime.access.Principal;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.PlatformEndpoints;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.security.Admission;
import dev.spacetime.security.BoundedCheckCache;
import dev.spacetime.security.CachedSignedTokens;
import dev.spacetime.security.IndexedAuthenticator;
import dev.spacetime.security.IndexedPathRules;
import dev.spacetime.security.RequestGuard;

/** Every endpoint, from what is already known. */
final class OptimizedVariant implements RouterVariant {
  private static final int WRONG_TOKENS_MAX = 1_000;

  private final IndexedAuthenticator authenticator;
  private final IndexedPathRules pathRules;
  private final RequestGuard guard;
  private final WatchedStore store;
  private final SceneEndpoints scenes;
  private final WhitelistEndpoints whitelist;
  private final PlatformEndpoints platform;

  OptimizedVariant(VariantContext context) {
    store = new WatchedStore(context.project().files(), context.cache(), context.clock());
    authenticator =
        new IndexedAuthenticator(context.tokens(), signedTokens(context, store), context.clock());
    pathRules = new IndexedPathRules(context.whitelist());
    guard = new RequestGuard(authenticator, context.rateLimiter());
    scenes = new SceneEndpoints(context.project(), context.session(), pathRules, store);
    whitelist = new WhitelistEndpoints(context.whitelist(), pathRules);
    platform = context.platform();
  }

  // Wrong ones are cheap to make, so they have less room.
  private static SignedTokens signedTokens(VariantContext context, WatchedStore store) {
    return new CachedSignedTokens(
        context.signedTokens(),
        new KeptChecks(store),
        new BoundedCheckCache(WRONG_TOKENS_MAX),
        context.clock());
  }

  @Override
  public ApiResponse handle(Endpoint endpoint, ApiRequest request) {
    Admission admission = guard.admit(endpoint, request);
    return answer(endpoint, request, admission.principal()).with(admission.fields());
  }

  @Override
  public boolean ready() {
    return store.ready();
  }

  @Override
  public VariantStatistics statistics() {
    return new VariantStatistics(
        OptimizedVariantProvider.NAME,
        store.get().statistics(),
        authenticator.checks(),
        pathRules.checks(),
        store.warmUp(),
        store.watcher().freshness());
  }

  @Override
  public long invalidate(CacheInvalidation invalidation) {
    return store.ifOpen().map(both -> both.store().invalidate(invalidation)).orElse(0L);
  }

  @Override
  public void close() {
    store.close();
  }

  private ApiResponse answer(Endpoint endpoint, ApiRequest request, Principal caller) {
    return switch (endpoint) {
      case SCENE_CURRENT -> scenes.current();
      case SCENE_LOAD -> scenes.load(request);
      case SCENE_VALIDATE -> scenes.validate(request);
      case SCENES -> scenes.list(request);
      case SCENE_RELOAD -> scenes.reload();
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
          TOKENS_CHANGE ->
          platform.answer(endpoint, request, caller, this::statistics);
    };
  }
}
