package dev.spacetime.optimized;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.cache.Caches;
import dev.spacetime.cache.WarmUp;
import dev.spacetime.cache.WarmUpProgress;
import dev.spacetime.scene.ProjectFiles;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store and its watcher, opened when something is first asked of them: opening the caches is a
 * third of the program's start, and the first answer need not wait for it. Where keys of the last
 * run wait to be loaded, that is asked at once, on a thread of its own.
 */
final class WatchedStore implements Supplier<SceneStore>, AutoCloseable {
  private final ProjectFiles files;
  private final CacheSettings settings;
  private final InstantSource clock;

  /** As the last run left it: this one soon has hot keys of its own. */
  private final boolean warmsUp;

  private volatile @Nullable Opened opened;
  private boolean closed;

  /** Both, opened in this order: what is stored from the first moment is watched. */
  record Opened(SceneStore store, SceneWatcher watcher, Optional<WarmUp> warmUp) {}

  WatchedStore(ProjectFiles files, CacheSettings settings, InstantSource clock) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
    this.warmsUp =
        settings.warmUp() != CacheSettings.WarmUp.OFF
            && settings.folder().map(Caches::hasHotKeys).orElse(false);
    if (warmsUp) {
      Thread opening = new Thread(this::openUnlessClosed, "cache-opening");
      opening.setDaemon(true);
      opening.start();
    }
  }

  @Override
  public SceneStore get() {
    return open().store();
  }

  SceneWatcher watcher() {
    return open().watcher();
  }

  /** What there is without opening it. */
  Optional<Opened> ifOpen() {
    return Optional.ofNullable(opened);
  }

  /** Whether no warm-up is waited for any more. */
  boolean ready() {
    return settings.warmUp() != CacheSettings.WarmUp.WAIT
        || !warmsUp
        || ifOpen()
            .flatMap(Opened::warmUp)
            .map(warmUp -> warmUp.progress().state() != WarmUpProgress.State.RUNNING)
            .orElse(false);
  }

  VariantStatistics.WarmUp warmUp() {
    return ifOpen()
        .flatMap(Opened::warmUp)
        .map(WarmUp::progress)
        .map(WatchedStore::told)
        .orElse(VariantStatistics.WarmUp.OFF);
  }

  @Override
  public synchronized void close() {
    closed = true;
    ifOpen()
        .ifPresent(
            both -> {
              both.watcher().close();
              both.store().close();
            });
  }

  private Opened open() {
    Opened both = opened;
    return both == null ? openOnce() : both;
  }

  private synchronized void openUnlessClosed() {
    if (!closed) {
      var unused = openOnce();
    }
  }

  private synchronized Opened openOnce() {
    Opened both = opened;
    if (both == null) {
      SceneStore store = new SceneStore(files, settings, clock);
      SceneWatcher watcher = SceneWatcher.start(files.root(), store);
      both = new Opened(store, watcher, warmsUp ? Optional.of(store.warmUp()) : Optional.empty());
      opened = both;
    }
    return both;
  }

  private static VariantStatistics.WarmUp told(WarmUpProgress progress) {
    return new VariantStatistics.WarmUp(
        progress.state().name().toLowerCase(Locale.ROOT),
        progress.keys(),
        progress.loaded(),
        progress.held(),
        progress.failed());
  }
}
