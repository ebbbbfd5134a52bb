package dev.spacetime.server.platform;

import dev.spacetime.access.Principal;
import dev.spacetime.access.RateLimiter;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenState;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.security.PlainAuthenticator;
import dev.spacetime.server.audit.AuditLog;
import dev.spacetime.server.encoding.Codecs;
import dev.spacetime.server.encoding.Compression;
import dev.spacetime.server.rollout.Observer;
import dev.spacetime.server.rollout.RolloutControl;
import dev.spacetime.server.rollout.RolloutFile;
import dev.spacetime.server.shadow.Shadow;
import dev.spacetime.session.HistoryFile;
import dev.spacetime.session.LiveSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The composition root: everything behind the socket, put together in one short list. */
public final class Platform implements AutoCloseable {
  private final LiveSession session;
  private final Optional<EdgePurger> purger;
  private final AuditLog audit;
  private final VariantSwitch variants;
  private final Shadow shadow;
  private final RolloutControl rollout;
  private final PlatformAnswers answers;
  private final Compression compression = new Compression(new Codecs());
  private final ApiPipeline pipeline;

  /**
   * What a platform is built from.
   *
   * @param variant the name of the one that serves, unless a rollout goes on
   * @param purgeUrl of an edge that is told what has changed
   * @param ticker nanoseconds since some moment
   */
  public record Parts(
      VariantCatalogue catalogue,
      String variant,
      RolloutSettings rollout,
      GodotProject project,
      Path dataFolder,
      TokenState tokens,
      SignedTokens signedTokens,
      WhitelistState whitelist,
      RateLimiter rateLimiter,
      CacheSettings cache,
      ConcurrencyLimit concurrencyLimit,
      PublicAnswers publicAnswers,
      Optional<URI> purgeUrl,
      InstantSource clock,
      LongSupplier ticker) {}

  public Platform(Parts parts) {
    RequestMetrics metrics = new RequestMetrics();
    LoadShedder shedder = new LoadShedder(parts.concurrencyLimit(), parts.ticker());
    Flights flights = new Flights(parts.ticker());
    Documents documents = new Documents();
    session = new LiveSession(new HistoryFile(parts.dataFolder()), parts.clock(), parts.ticker());
    purger =
        parts.purgeUrl().map(url -> new EdgePurger(url, parts.project().files(), parts.ticker()));
    purger.ifPresent(edge -> session.afterEachLoad(edge::loaded));
    audit = audit(parts.dataFolder());
    VariantContext context = context(parts);
    variants = new VariantSwitch(parts.catalogue(), context);
    shadow =
        new Shadow(
            parts.catalogue()::find,
            context,
            this::observer,
            shedder::isFull,
            parts.ticker(),
            parts.rollout().shadow());
    RolloutFile file = new RolloutFile(parts.dataFolder(), parts.variant());
    rollout = rollout(parts, file, flights);
    answers =
        new PlatformAnswers(
            variants,
            new RolloutAnswers(rollout, shadow, audit::entries, variants::unknown),
            session,
            parts.tokens(),
            metrics,
            shedder,
            documents,
            () -> purger.map(EdgePurger::figures).orElse(Purges.Figures.NONE),
            parts.clock());
    pipeline =
        new ApiPipeline(
            variants,
            override(parts),
            new VariantCalls(variants, flights, shadow),
            rollout::observer,
            parts.rateLimiter(),
            metrics,
            documents,
            new Representations(compression, parts.publicAnswers(), parts.clock()),
            shedder,
            parts.ticker());
    file.read()
        .ifPresentOrElse(
            stored -> rollout.restore(stored, parts.variant()),
            () -> rollout.begin(parts.variant(), "chosen at the start"));
    rollout.run(parts.rollout().tick());
  }

  private VariantContext context(Parts parts) {
    return new VariantContext(
        parts.project(),
        session,
        parts.tokens(),
        parts.signedTokens(),
        parts.whitelist(),
        parts.rateLimiter(),
        this::answer,
        parts.cache(),
        parts.clock());
  }

  private RolloutControl rollout(Parts parts, RolloutFile file, Flights flights) {
    RolloutSettings settings = parts.rollout();
    return new RolloutControl(
        settings.guard(),
        audit,
        file,
        new RolloutEffects(
            variants,
            shadow,
            flights,
            new LiveHeap(parts.ticker(), settings.heapPeriod()),
            settings.guard().hang()),
        parts.clock(),
        parts.ticker());
  }

  private VariantOverride override(Parts parts) {
    return new VariantOverride(
        parts.rollout().override(),
        variants,
        new PlainAuthenticator(parts.tokens(), parts.signedTokens(), parts.clock()));
  }

  // What is put together above refers to what is put together later.
  private Observer observer() {
    return rollout.observer();
  }

  private ApiResponse answer(
      Endpoint endpoint,
      ApiRequest request,
      Principal caller,
      Supplier<VariantStatistics> statistics) {
    return answers.answer(endpoint, request, caller, statistics);
  }

  public ApiPipeline pipeline() {
    return pipeline;
  }

  /** Ends what runs, in the reverse order of its making; no request is running any more. */
  @Override
  public void close() {
    rollout.close();
    shadow.close();
    session.close();
    purger.ifPresent(EdgePurger::close);
    variants.close();
    compression.close();
    try {
      audit.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static AuditLog audit(Path dataFolder) {
    try {
      return new AuditLog(dataFolder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
