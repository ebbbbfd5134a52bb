package dev.spacetime.optimized;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.wire.ValidationAnswer;
import dev.spacetime.scene.SceneReport;

/**
 * What was found about a scene, and the answer that says it.
 *
 * @param watchable false where a file of it is reached through a symbolic link: its changes are
 *     told under another name, so the verdict holds for one request only
 * @param sources tells after a restart whether it is still right
 */
record Verdict(SceneReport report, HeldAnswer held, boolean watchable, SourceStamp sources) {
  static Verdict of(SceneReport report, boolean watchable, SourceStamp sources) {
    return new Verdict(
        report, new HeldAnswer(ApiResponse.json(ValidationAnswer.of(report))), watchable, sources);
  }
}
