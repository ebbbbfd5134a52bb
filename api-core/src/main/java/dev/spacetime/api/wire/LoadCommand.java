package dev.spacetime.api.wire;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.JsonBody;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * POST /scene.
 *
 * @param scenePath as it was sent, or the project's main scene
 * @param waits whether the answer waits for the end of the load
 */
public record LoadCommand(String scenePath, boolean waits) {
  private static final long WAIT_SECONDS_MAX = 30;

  public static LoadCommand from(ApiRequest request, GodotProject project) {
    JsonBody body = JsonBody.of(request);
    String scenePath = body.text("scene_path").orElseGet(() -> mainScene(project));
    return new LoadCommand(scenePath, body.flag("wait"));
  }

  /**
   * The answer to a load that was accepted, now or at its end.
   *
   * @throws ApiException 422 when the scene is refused, 503 when the end is too far
   */
  public ApiResponse answer(ResourcePath scene, CompletableFuture<SceneReport> load) {
    if (!waits) {
      return ApiResponse.json(LoadAnswer.accepted(scene.value()));
    }
    SceneReport report = end(load);
    if (report.valid()) {
      return ApiResponse.json(LoadAnswer.finished(scene.value()));
    }
    String message = "The scene can't be loaded";
    ErrorCode code = ErrorCode.UNPROCESSABLE;
    throw ApiException.answering(
        code,
        message,
        ApiResponse.json(
            code.status(),
            new LoadFailedAnswer(code.title(), message, ProblemAnswer.of(report.errors()))));
  }

  private static SceneReport end(CompletableFuture<SceneReport> load) {
    try {
      return load.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("The load failed", failed.getCause());
    } catch (TimeoutException | InterruptedException gaveUp) {
      if (gaveUp instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw ApiException.of(
          ErrorCode.UNAVAILABLE, "The load was accepted and has not ended yet; see /scene/history");
    }
  }

  private static String mainScene(GodotProject project) {
    return project
        .mainScene()
        .map(ResourcePath::value)
        .orElseThrow(
            () ->
                ApiException.badRequest(
                    "Missing member: scene_path (the project names no main scene)"));
  }
}
