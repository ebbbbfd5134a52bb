package dev.spacetime.optimized;

import dev.spacetime.api.LogText;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the file system's events into changes of resource paths. Where the folder can't be watched
 * (any more), everything expires so often that no answer is older than the promise of 100 ms. Where
 * events were lost, it does until all folders are watched anew: new folders may be among what was
 * lost, and nobody would watch them.
 */
final class SceneWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SceneWatcher.class);
  private static final long EXPIRY_MILLIS = 50;

  // Many losses come at once and are made good at once; where they don't end, ever more seldom.
  private static final long RENEWAL_MILLIS = 200;
  private static final long RENEWAL_MILLIS_MAX = 5_000;
  private static final long CALM_MILLIS = 60_000;

  // To register many folders takes its time, in which everything goes on to expire.
  private static final int TIMER_THREADS = 2;

  private final Path root;
  private final ChangeListener listener;
  private final ScheduledExecutorService timers =
      Executors.newScheduledThreadPool(TIMER_THREADS, work -> daemon(work, "scene-expiry"));
  private volatile State state = State.WATCHING;
  private @Nullable Watch watch;
  private @Nullable Future<?> expiry;
  private boolean lostAgain;
  private boolean renewalIsDue;
  private long renewalMillis = RENEWAL_MILLIS;

  private SceneWatcher(Path root, ChangeListener listener) {
    this.root = root;
    this.listener = listener;
  }

  /** Each is left for a later one, and for an earlier one by a renewal only. */
  private enum State {
    WATCHING,
    /** Everything expires until it is watched anew. */
    RENEWING,
    /** Everything expires, for good. */
    EXPIRING,
    CLOSED
  }

  /** One registration of all folders. What it tells after its end is another one's business. */
  private final class Watch implements DirectoryChangeListener {
    private final DirectoryWatcher watcher;
    private volatile boolean ended;

    Watch() throws IOException {
      // Hashing would read every file; an event too many only costs one reading.
      watcher = DirectoryWatcher.builder().path(root).listener(this).fileHashing(false).build();
    }

    /** Every change from now on is heard when it returns. */
    void begin() throws IOException {
      // Unlike watch(), it registers the folders before it returns.
      CompletableFuture<Void> running =
          watcher.watchAsync(work -> daemon(work, "scene-watcher").start());
      if (running.isCompletedExceptionally()) {
        end();
        throw cause(running);
      }
      var unused = running.whenComplete((nothing, failure) -> over(failure));
    }

    @Override
    public void onEvent(DirectoryChangeEvent event) {
      if (!ended) {
        heard(event);
      }
    }

    @Override
    public void onException(Exception exception) {
      if (!ended) {
        failed(exception);
      }
    }

    private void over(@Nullable Throwable failure) {
      if (!ended) {
        expire(State.EXPIRING, failure == null ? "the watched folder is gone" : failure.toString());
      }
    }

    void end() {
      ended = true;
      try {
        watcher.close();
      } catch (IOException leftOpen) {
        LOG.warn("The watcher did not close: {}", leftOpen.toString());
      }
    }
  }

  // The library wraps what it meets while it registers.
  private static IOException cause(CompletableFuture<Void> failed) {
    try {
      failed.join();
      throw new IllegalArgumentException("It has not failed");
    } catch (CompletionException wrapped) {
      for (Throwable cause = wrapped; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException inside) {
          return inside;
        }
      }
      return new IOException(wrapped);
    }
  }

  /** Watches when it returns: every change from now on is heard. */
  static SceneWatcher start(Path root, ChangeListener listener) {
    SceneWatcher started = new SceneWatcher(root, listener);
    try {
      started.watchRoot();
      started.keep(started.watch());
    } catch (IOException | RuntimeException unwatchable) {
      started.failed(unwatchable);
    }
    return started;
  }

  /** {@code watching} or {@code expiring}. */
  String freshness() {
    return state == State.WATCHING ? "watching" : "expiring";
  }

  private void heard(DirectoryChangeEvent event) {
    Path changed = event.path();
    if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || changed == null) {
      expire(State.RENEWING, "too many at once");
      return;
    }
    ResourcePath.of(root, changed).ifPresentOrElse(listener::changed, listener::everythingChanged);
  }

  /** What the library could not do. */
  void failed(Exception exception) {
    expire(isLoss(exception) ? State.RENEWING : State.EXPIRING, exception.toString());
  }

  // Of a new folder that was gone, or replaced by something else, before it could be watched: its
  // neighbours have not been watched either. Or of too many changes at once: the library stumbles
  // over the event for them, which has no path.
  private static boolean isLoss(Exception exception) {
    return exception instanceof NoSuchFileException
        || exception instanceof NullPointerException
        || (exception instanceof FileSystemException unwatched
            && unwatched.getFile() != null
            && !Files.isDirectory(Path.of(unwatched.getFile())));
  }

  @Override
  public void close() {
    @Nullable Watch last = closed();
    timers.shutdownNow();
    if (last != null) {
      last.end();
    }
  }

  private synchronized @Nullable Watch closed() {
    state = State.CLOSED;
    return watch;
  }

  private Watch watch() throws IOException {
    Watch fresh = new Watch();
    fresh.begin();
    return fresh;
  }

  // The watcher follows the folder that it knows, also where that is moved away and another one
  // takes its name.
  private void watchRoot() throws IOException {
    Object known = key();
    var unused =
        timers.scheduleWithFixedDelay(
            () -> {
              if (!isRoot(known)) {
                expire(State.EXPIRING, "another folder has taken its place");
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

  private synchronized void expire(State next, String reason) {
    lostAgain = true;
    if (state.compareTo(next) >= 0) {
      return;
    }
    state = next;
    if (expiry == null) {
      expiry =
          timers.scheduleAtFixedRate(
              listener::everythingChanged, 0, EXPIRY_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (next == State.RENEWING) {
      LOG.info(
          "Changes of the project's folder were lost ({}); it is watched anew", LogText.of(reason));
      renewLater();
    } else {
      LOG.warn(
          "The project's folder can't be watched ({}); cached scenes expire after {} ms",
          LogText.of(reason),
          EXPIRY_MILLIS);
    }
  }

  private synchronized void renewLater() {
    if (state == State.RENEWING && !renewalIsDue) {
      renewalIsDue = true;
      var unused = timers.schedule(this::renew, renewalMillis, TimeUnit.MILLISECONDS);
      renewalMillis = Math.min(2 * renewalMillis, RENEWAL_MILLIS_MAX);
    }
  }

  private void renew() {
    // Its end comes first, as the system may have no room for two.
    @Nullable Watch old = taken();
    if (old != null) {
      old.end();
    }
    try {
      Watch fresh = watch();
      // What changed before it watched.
      listener.everythingChanged();
      keep(fresh);
    } catch (IOException | RuntimeException unwatchable) {
      notRenewed(unwatchable);
    }
  }

  private synchronized @Nullable Watch taken() {
    Watch old = watch;
    watch = null;
    lostAgain = false;
    renewalIsDue = false;
    return old;
  }

  // What is being registered may be gone again.
  private void notRenewed(Exception unwatchable) {
    if (isLoss(unwatchable)) {
      renewLater();
    } else {
      failed(unwatchable);
    }
  }

  private void keep(Watch fresh) {
    if (!takesPlace(fresh)) {
      fresh.end();
    }
  }

  private synchronized boolean takesPlace(Watch fresh) {
    if (state == State.CLOSED || watch != null) {
      return false;
    }
    watch = fresh;
    if (state == State.RENEWING && lostAgain) {
      renewLater();
    } else if (state == State.RENEWING) {
      watching();
    }
    return true;
  }

  private void watching() {
    state = State.WATCHING;
    if (expiry != null) {
      expiry.cancel(false);
      expiry = null;
    }
    var unused = timers.schedule(this::calm, CALM_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void calm() {
    if (state == State.WATCHING) {
      renewalMillis = RENEWAL_MILLIS;
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
