package dev.spacetime.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spacetime.api.Timestamps;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GET /scenes.
 *
 * @param count of the scenes in this answer
 * @param nextCursor {@code null} on the last page, then left out
 */
public record ScenesAnswer(
    List<Scene> scenes,
    int count,
    String directory,
    boolean includeAddons,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

  /**
   * @param modified ISO 8601
   */
  public record Scene(String name, String path, long sizeBytes, String modified) {
    static Scene of(SceneFile file) {
      return new Scene(
          file.name(), file.path().value(), file.sizeBytes(), Timestamps.text(file.modified()));
    }
  }

  /**
   * Cuts the asked page out of all the scenes of its directory.
   *
   * @param all sorted by path
   */
  public static ScenesAnswer of(ScenesQuery query, List<SceneFile> all) {
    int from = query.after().map(last -> following(all, last)).orElse(0);
    int to = (int) Math.min((long) from + query.limit().orElse(all.size()), all.size());
    List<Scene> page = all.subList(from, to).stream().map(Scene::of).toList();
    return new ScenesAnswer(
        page,
        page.size(),
        query.directory().value(),
        query.includeAddons(),
        to < all.size() ? ScenesQuery.cursor(all.get(to - 1).path()) : null);
  }

  // The scene of the cursor may be gone: the page begins at the first path behind it.
  private static int following(List<SceneFile> all, ResourcePath last) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).path().compareTo(last) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
