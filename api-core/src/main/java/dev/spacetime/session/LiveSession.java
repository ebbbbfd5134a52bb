package dev.spacetime.session;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.LogText;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that is served. Loads run one after the other on a thread of their own, in the order
 * in which they were accepted, and each is durable when it ends.
 */
public final class LiveSession implements SceneSession, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);
  private static final int LOADS_WAITING_MAX = 1_000;
  private static final long CLOSE_SECONDS_MAX = 10;

  private final HistoryFile file;
  private final Loading loading;
  private final ThreadPoolExecutor loads;
  private volatile SessionState state;
  private volatile Runnable afterLoad = () -> {};

  /**
   * @param ticker nanoseconds since some moment, for durations
   */
  public LiveSession(HistoryFile file, InstantSource clock, LongSupplier ticker) {
    this.file = file;
    this.loading = new Loading(clock, ticker);
    this.state = new SessionState(null, file.read());
    this.loads =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LOADS_WAITING_MAX),
            work -> new Thread(work, "scene-loads"));
  }

  @Override
  public SessionState state() {
    return state;
  }

  /** Has something done after each load; quickly, because the next one waits. */
  public void afterEachLoad(Runnable work) {
    afterLoad = work;
  }

  /** Loads that are accepted and have not begun. */
  public int loadsWaiting() {
    return loads.getQueue().size();
  }

  /** Accepts a load, whose record is durable when the future ends. */
  @Override
  public CompletableFuture<SceneReport> load(ResourcePath scene, SceneValidation validation) {
    try {
      return CompletableFuture.supplyAsync(() -> perform(scene, validation), loads);
    } catch (RejectedExecutionException full) {
      throw ApiException.unavailable("Too many scene loads are waiting");
    }
  }

  /** Finishes the loads that were accepted, within a bound. */
  @Override
  public void close() {
    loads.shutdown();
    try {
      if (!loads.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.warn("{} accepted loads were given up at the end", loads.shutdownNow().size());
      }
    } catch (InterruptedException interrupted) {
      loads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private SceneReport perform(ResourcePath scene, SceneValidation validation) {
    try {
      return loading.perform(scene, validation, this::keep);
    } catch (RuntimeException failed) {
      LOG.error("Loading {} failed unexpectedly: {}", scene.value(), LogText.of(failed));
      throw failed;
    }
  }

  // The one writer is the loads' thread, so reading and replacing the state needs no lock.
  private void keep(UnaryOperator<SessionState> change) {
    SessionState next = change.apply(state);
    try {
      file.write(next.history());
    } catch (RuntimeException notDurable) {
      LOG.error("The load history could not be written: {}", LogText.of(notDurable));
    }
    state = next;
    afterLoad.run();
  }
}
