package dev.spacetime.session;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.LogText;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneInfo;
import dev.spacetime.scene.SceneProblem;
import dev.spacetime.scene.SceneReport;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current scene and the last loads. Loads run one after the other on a thread of their own, in
 * the order in which they were accepted; readers see whole snapshots and never wait.
 */
public final class SceneSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SceneSession.class);
  private static final int LOADS_WAITING_MAX = 1_000;
  private static final long CLOSE_SECONDS_MAX = 10;

  private final HistoryFile file;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final ThreadPoolExecutor loads;
  private volatile State state;

  private record State(@Nullable CurrentScene current, SceneHistory history) {}

  /**
   * @param ticker nanoseconds since some moment, for durations
   */
  public SceneSession(HistoryFile file, InstantSource clock, LongSupplier ticker) {
    this.file = file;
    this.clock = clock;
    this.ticker = ticker;
    this.state = new State(null, file.read());
    this.loads =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LOADS_WAITING_MAX),
            work -> new Thread(work, "scene-loads"));
  }

  /** The scene that is loaded; {@code null} when none is. */
  public @Nullable CurrentScene current() {
    return state.current();
  }

  public SceneHistory history() {
    return state.history();
  }

  /** Loads that are accepted and have not begun. */
  public int loadsWaiting() {
    return loads.getQueue().size();
  }

  /**
   * Accepts a load. The future ends with the load's report, when its result is current and its
   * record durable; a caller need not wait for it.
   *
   * @throws ApiException 503 when too many loads wait already
   */
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
    long begin = ticker.getAsLong();
    try {
      SceneReport report = validation.validate(scene);
      record(scene, report, millisSince(begin));
      return report;
    } catch (RuntimeException failed) {
      LOG.error("Loading {} failed unexpectedly: {}", scene.value(), LogText.of(failed));
      keep(
          state.current(),
          load(scene, null, millisSince(begin), "The load failed inside the server"));
      throw failed;
    }
  }

  private void record(ResourcePath scene, SceneReport report, long durationMillis) {
    SceneInfo info = report.info();
    @Nullable String rootName = info == null ? null : info.rootName();
    if (report.valid() && rootName != null) {
      keep(new CurrentScene(scene, rootName), load(scene, rootName, durationMillis, null));
    } else {
      String error = report.errors().stream().findFirst().map(SceneProblem::message).orElse("");
      keep(state.current(), load(scene, rootName, durationMillis, error));
    }
  }

  private LoadRecord load(
      ResourcePath scene, @Nullable String rootName, long durationMillis, @Nullable String error) {
    return new LoadRecord(scene, rootName, clock.instant(), durationMillis, error);
  }

  // The one writer is the loads' thread, so reading and replacing the state needs no lock.
  private void keep(@Nullable CurrentScene current, LoadRecord newest) {
    SceneHistory history = state.history().with(newest);
    try {
      file.write(history);
    } catch (RuntimeException notDurable) {
      LOG.error("The load history could not be written: {}", LogText.of(notDurable));
    }
    state = new State(current, history);
  }

  private long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - begin);
  }
}
