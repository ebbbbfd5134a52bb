package dev.spacetime.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spacetime.scene.SceneInfo;
import dev.spacetime.scene.SceneReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PUT /scene. */
public record ValidationAnswer(
    boolean valid,
    List<ProblemAnswer> errors,
    List<ProblemAnswer> warnings,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SceneInfo sceneInfo) {
  public static ValidationAnswer of(SceneReport report) {
    return new ValidationAnswer(
        report.valid(),
        ProblemAnswer.of(report.errors()),
        ProblemAnswer.of(report.warnings()),
        report.info());
  }
}
