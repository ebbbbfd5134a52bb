package dev.spacetime.session;

import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneInfo;
import dev.spacetime.scene.SceneProblem;
import dev.spacetime.scene.SceneReport;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One load from its beginning to the state that it leaves.
 *
 * @param ticker nanoseconds since some moment
 */
record Loading(InstantSource clock, LongSupplier ticker) {
  /** Where the state is kept; the change is asked for once. */
  @FunctionalInterface
  interface Keeper {
    void keep(UnaryOperator<SessionState> change);
  }

  /** A validation that throws is recorded as a failed load and thrown again. */
  SceneReport perform(ResourcePath scene, SceneValidation validation, Keeper keeper) {
    long begin = ticker.getAsLong();
    try {
      SceneReport report = validation.validate(scene);
      keeper.keep(after(scene, report, millisSince(begin)));
      return report;
    } catch (RuntimeException failed) {
      LoadRecord failure =
          ended(scene, null, millisSince(begin), "The load failed inside the server");
      keeper.keep(before -> before.with(before.current(), failure));
      throw failed;
    }
  }

  private UnaryOperator<SessionState> after(
      ResourcePath scene, SceneReport report, long durationMillis) {
    SceneInfo info = report.info();
    @Nullable String rootName = info == null ? null : info.rootName();
    if (report.valid() && rootName != null) {
      LoadRecord loaded = ended(scene, rootName, durationMillis, null);
      return before -> before.with(new CurrentScene(scene, rootName, loaded.loadedAt()), loaded);
    }
    String error = report.errors().stream().findFirst().map(SceneProblem::message).orElse("");
    LoadRecord refused = ended(scene, rootName, durationMillis, error);
    return before -> before.with(before.current(), refused);
  }

  private LoadRecord ended(
      ResourcePath scene, @Nullable String rootName, long durationMillis, @Nullable String error) {
    return new LoadRecord(scene, rootName, clock.instant(), durationMillis, error);
  }

  private long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - begin);
  }
}
