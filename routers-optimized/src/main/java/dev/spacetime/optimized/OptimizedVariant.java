package dev.spacetime.optimized;

import dev.spacetime.access.Principal;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.CacheStatus;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.PlatformEndpoints;
import dev.spacetime.api.ReadyAnswer;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.security.Admission;
import dev.spacetime.security.BoundedCheckCache;
import dev.spacetime.security.CachedSignedTokens;
import dev.spacetime.security.IndexedAuthenticator;
import dev.spacetime.security.IndexedPathRules;
import dev.spacetime.security.RequestGuard;
import java.util.Optional;
import java.util.function.Predicate;

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
  public Optional<ReadyAnswer> ifReady(
      Endpoint endpoint, ApiRequest request, Predicate<HeldAnswer> sendable) {
    Optional<HeldAnswer> held = held(endpoint, request);
    if (held.isEmpty() || !sendable.test(held.get())) {
      return Optional.empty();
    }
    Optional<Admission> admission = guard.admitKnown(endpoint, request);
    return admission.isEmpty()
        ? Optional.empty()
        : Optional.of(ready(endpoint, held.get(), admission.get()));
  }

  private ReadyAnswer ready(Endpoint endpoint, HeldAnswer held, Admission admission) {
    if (endpoint == Endpoint.SCENE_VALIDATE || endpoint == Endpoint.WHITELIST_CHANGE) {
      pathRules.countAllowed();
    }
    return new ReadyAnswer(held, admission.fields());
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
      case SCENE_CURRENT -> scenes.current().answer().with(CacheStatus.HIT);
      case SCENE_LOAD -> scenes.load(request);
      case SCENE_VALIDATE -> scenes.validate(request);
      case SCENES -> scenes.list(request);
      case SCENE_RELOAD -> scenes.reload(request);
      case SCENE_HISTORY -> scenes.history().answer().with(CacheStatus.HIT);
      case WHITELIST -> whitelist.show().answer().with(CacheStatus.HIT);
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

  private Optional<HeldAnswer> held(Endpoint endpoint, ApiRequest request) {
    return switch (endpoint) {
      case SCENE_CURRENT -> Optional.of(scenes.current());
      case SCENES -> scenes.heldList(request);
      case SCENE_HISTORY -> Optional.of(scenes.history());
      case WHITELIST -> Optional.of(whitelist.show());
      case SCENE_VALIDATE -> scenes.heldVerdict(request);
      case WHITELIST_CHANGE -> whitelist.heldVerdict(request);
      case SCENE_LOAD,
          SCENE_RELOAD,
          PERFORMANCE,
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
          Optional.empty();
    };
  }
}
