package dev.spacetime.server.platform;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenState;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.VariantContext;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.session.HistoryFile;
import dev.spacetime.session.SceneSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The composition root: everything behind the socket, put together in one short list. */
public final class Platform implements AutoCloseable {
  private final SceneSession session;
  private final SwitchLog switchLog;
  private final VariantSwitch variants;
  private final ApiPipeline pipeline;

  /**
   * What a platform is built from.
   *
   * @param variant the name of the one that serves first
   * @param ticker nanoseconds since some moment
   */
  public record Parts(
      VariantCatalogue catalogue,
      String variant,
      GodotProject project,
      Path dataFolder,
      TokenState tokens,
      SignedTokens signedTokens,
      WhitelistState whitelist,
      RateLimiter rateLimiter,
      CacheSettings cache,
      ConcurrencyLimit concurrencyLimit,
      InstantSource clock,
      LongSupplier ticker) {}

  public Platform(Parts parts) {
    RequestMetrics metrics = new RequestMetrics();
    LoadShedder shedder = new LoadShedder(parts.concurrencyLimit(), parts.ticker());
    Documents documents = new Documents();
    session = new SceneSession(new HistoryFile(parts.dataFolder()), parts.clock(), parts.ticker());
    switchLog = switchLog(parts.dataFolder());
    variants = new VariantSwitch(parts.catalogue(), switchLog, parts.clock());
    variants.start(
        new VariantContext(
            parts.project(),
            session,
            parts.tokens(),
            parts.signedTokens(),
            parts.whitelist(),
            parts.rateLimiter(),
            new PlatformAnswers(
                variants, session, parts.tokens(), metrics, shedder, documents, parts.clock()),
            parts.cache(),
            parts.clock()),
        parts.variant());
    pipeline =
        new ApiPipeline(variants, parts.rateLimiter(), metrics, documents, shedder, parts.ticker());
  }

  public ApiPipeline pipeline() {
    return pipeline;
  }

  /** Ends what runs, in the reverse order of its making; no request is running any more. */
  @Override
  public void close() {
    session.close();
    variants.close();
    try {
      switchLog.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static SwitchLog switchLog(Path dataFolder) {
    try {
      return new SwitchLog(dataFolder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
