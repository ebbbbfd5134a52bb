package example.memo;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.PlatformEndpoints;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.api.wire.ValidateCommand;
import dev.spacetime.api.wire.ValidationAnswer;
import dev.spacetime.original.OriginalVariantProvider;
import dev.spacetime.scene.DocumentSource;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneValidator;
import dev.spacetime.security.Admission;
import dev.spacetime.security.PlainAuthenticator;
import dev.spacetime.security.PlainPathRules;
import dev.spacetime.security.RequestGuard;
import java.util.Map;

/**
 * {@code PUT /scene} remembers its verdicts while no file of the project changes; the other answers
 * about scenes are those of {@code original}.
 */
final class MemoVariant implements RouterVariant {
  private final RouterVariant original;
  private final PlatformEndpoints platform;
  private final ProjectFiles files;
  private final PlainAuthenticator authenticator;
  private final PlainPathRules pathRules;
  private final RequestGuard guard;
  private final VerdictMemo verdicts;

  MemoVariant(VariantContext context) {
    original = new OriginalVariantProvider().create(context);
    platform = context.platform();
    files = context.project().files();
    authenticator =
        new PlainAuthenticator(context.tokens(), context.signedTokens(), context.clock());
    pathRules = new PlainPathRules(context.whitelist());
    guard = new RequestGuard(authenticator, context.rateLimiter());
    verdicts = new VerdictMemo(files.root());
  }

  @Override
  public ApiResponse handle(Endpoint endpoint, ApiRequest request) {
    return switch (endpoint) {
      // It has a guard of its own, and each request is to pass one.
      case SCENE_CURRENT,
          SCENE_LOAD,
          SCENES,
          SCENE_RELOAD,
          SCENE_HISTORY,
          WHITELIST,
          WHITELIST_CHANGE ->
          original.handle(endpoint, request);
      case SCENE_VALIDATE -> {
        Admission admission = guard.admit(endpoint, request);
        yield validate(request).with(admission.fields());
      }
      // All else is the platform's, also what a later version adds.
      default -> {
        Admission admission = guard.admit(endpoint, request);
        yield platform
            .answer(endpoint, request, admission.principal(), this::statistics)
            .with(admission.fields());
      }
    };
  }

  private ApiResponse validate(ApiRequest request) {
    ResourcePath scene = pathRules.require(ValidateCommand.from(request).scenePath());
    return verdicts.of(
        scene,
        () ->
            ApiResponse.json(
                ValidationAnswer.of(
                    new SceneValidator(DocumentSource.uncached(files)).validate(scene))));
  }

  @Override
  public VariantStatistics statistics() {
    return new VariantStatistics(
        MemoVariantProvider.NAME,
        Map.of(),
        authenticator.checks(),
        pathRules.checks(),
        VariantStatistics.WarmUp.OFF,
        "uncached");
  }

  @Override
  public long invalidate(CacheInvalidation invalidation) {
    return verdicts.clear();
  }

  @Override
  public void close() {
    verdicts.clear();
    original.close();
  }
}
