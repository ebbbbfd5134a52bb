package dev.spacetime.optimized;

import dev.spacetime.scene.ProjectFiles;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store and its watcher, opened when something is first asked of them: opening the caches is a
 * third of the program's start, and the first answer need not wait for it.
 */
final class WatchedStore implements Supplier<SceneStore>, AutoCloseable {
  private final ProjectFiles files;
  private final InstantSource clock;
  private volatile @Nullable Opened opened;

  /** Both, opened in this order: what is stored from the first moment is watched. */
  record Opened(SceneStore store, SceneWatcher watcher) {}

  WatchedStore(ProjectFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
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

  @Override
  public void close() {
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

  private synchronized Opened openOnce() {
    Opened both = opened;
    if (both == null) {
      SceneStore store = new SceneStore(files, clock);
      both = new Opened(store, SceneWatcher.start(files.root(), store));
      opened = both;
    }
    return both;
  }
}
