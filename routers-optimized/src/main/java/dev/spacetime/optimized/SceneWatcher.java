package dev.spacetime.optimized;

import dev.spacetime.scene.ResourcePath;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the file system's events into changes of resource paths. Where the folder can't be watched
 * (any more), everything expires so often that no answer is older than the promise of 100 ms.
 */
final class SceneWatcher implements DirectoryChangeListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SceneWatcher.class);
  private static final long EXPIRY_MILLIS = 50;

  private final Path root;
  private final ChangeListener listener;
  private final ScheduledExecutorService expiry =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "scene-expiry"));
  private @Nullable DirectoryWatcher watcher;
  private volatile boolean expiring;
  private volatile boolean closed;

  private SceneWatcher(Path root, ChangeListener listener) {
    this.root = root;
    this.listener = listener;
  }

  /** Watches when it returns: every change from now on is heard. */
  static SceneWatcher start(Path root, ChangeListener listener) {
    SceneWatcher started = new SceneWatcher(root, listener);
    try {
      // Hashing would read every file; an event too many only costs one reading.
      DirectoryWatcher watcher =
          DirectoryWatcher.builder().path(root).listener(started).fileHashing(false).build();
      started.watcher = watcher;
      // Unlike watch(), this registers the folders before it returns.
      var unused =
          watcher
              .watchAsync(work -> daemon(work, "scene-watcher").start())
              .whenComplete((nothing, failure) -> started.ended(failure));
      started.watchRoot();
    } catch (IOException | RuntimeException unwatchable) {
      started.expire(unwatchable.toString());
    }
    return started;
  }

  /** {@code watching} or {@code expiring}. */
  String freshness() {
    return expiring ? "expiring" : "watching";
  }

  @Override
  public void onEvent(DirectoryChangeEvent event) {
    Path changed = event.path();
    if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || changed == null) {
      tooManyChanges();
      return;
    }
    ResourcePath.of(root, changed).ifPresentOrElse(listener::changed, listener::everythingChanged);
  }

  @Override
  public void onException(Exception exception) {
    if (isOverflow(exception)) {
      tooManyChanges();
    } else if (isOfGoneFolder(exception)) {
      listener.everythingChanged();
    } else {
      expire(exception.toString());
    }
  }

  // An event of no path, at which the library stumbles before it tells of it.
  private static boolean isOverflow(Exception exception) {
    return exception instanceof NullPointerException;
  }

  // A new folder was moved away, or replaced by something else, before it could be watched.
  private static boolean isOfGoneFolder(Exception exception) {
    return exception instanceof NoSuchFileException
        || (exception instanceof FileSystemException unwatched
            && unwatched.getFile() != null
            && !Files.isDirectory(Path.of(unwatched.getFile())));
  }

  private void tooManyChanges() {
    LOG.info("Too many changes at once; everything is read again");
    listener.everythingChanged();
  }

  @Override
  public void close() {
    closed = true;
    expiry.shutdownNow();
    DirectoryWatcher running = watcher;
    if (running != null) {
      try {
        running.close();
      } catch (IOException leftOpen) {
        LOG.warn("The watcher did not close: {}", leftOpen.toString());
      }
    }
  }

  // The watcher follows the folder that it knows, also where that is moved away and another one
  // takes its name.
  private void watchRoot() throws IOException {
    Object known = key();
    var unused =
        expiry.scheduleWithFixedDelay(
            () -> {
              if (!isRoot(known)) {
                expire("another folder has taken its place");
              }
            },
            EXPIRY_MILLIS,
            EXPIRY_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private boolean isRoot(Object known) {
    try {
      return known.equals(key());
    } catch (IOException gone) {
      return false;
    }
  }

  private Object key() throws IOException {
    Object key = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
    return key == null ? root : key;
  }

  private void ended(@Nullable Throwable failure) {
    expire(failure == null ? "the watched folder is gone" : failure.toString());
  }

  private synchronized void expire(String reason) {
    if (expiring || closed) {
      return;
    }
    expiring = true;
    LOG.warn(
        "The project's folder can't be watched ({}); cached scenes expire after {} ms",
        reason,
        EXPIRY_MILLIS);
    var unused =
        expiry.scheduleAtFixedRate(
            listener::everythingChanged, 0, EXPIRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
