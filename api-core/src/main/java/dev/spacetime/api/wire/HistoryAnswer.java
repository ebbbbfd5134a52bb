package dev.spacetime.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spacetime.api.Timestamps;
import dev.spacetime.session.LoadRecord;
import dev.spacetime.session.SceneHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GET /scene/history. */
public record HistoryAnswer(List<Load> history, int count, int maxSize) {

  /**
   * @param error left out when the load succeeded
   */
  public record Load(
      String scenePath,
      @Nullable String sceneName,
      String loadedAt,
      long loadDurationMs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {
    static Load of(LoadRecord load) {
      return new Load(
          load.path().value(),
          load.rootName(),
          Timestamps.text(load.loadedAt()),
          load.durationMillis(),
          load.error());
    }
  }

  public static HistoryAnswer of(SceneHistory history) {
    List<Load> loads = history.loads().stream().map(Load::of).toList();
    return new HistoryAnswer(loads, loads.size(), SceneHistory.SIZE_MAX);
  }
}
