package dev.spacetime.original;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Preconditions;
import dev.spacetime.api.wire.HistoryAnswer;
import dev.spacetime.api.wire.LoadCommand;
import dev.spacetime.api.wire.ReloadAnswer;
import dev.spacetime.api.wire.SceneAnswer;
import dev.spacetime.api.wire.ScenesAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.api.wire.ValidateCommand;
import dev.spacetime.api.wire.ValidationAnswer;
import dev.spacetime.scene.DocumentSource;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.scene.SceneValidator;
import dev.spacetime.security.ScenePathRules;
import dev.spacetime.session.CurrentScene;
import dev.spacetime.session.SceneHistory;
import dev.spacetime.session.SceneSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scenes: what is loaded, what can be loaded, and whether it is sound. */
final class SceneEndpoints {
  private final GodotProject project;
  private final ProjectFiles files;
  private final SceneSession session;
  private final ScenePathRules pathRules;

  SceneEndpoints(GodotProject project, SceneSession session, ScenePathRules pathRules) {
    this.project = project;
    this.files = project.files();
    this.session = session;
    this.pathRules = pathRules;
  }

  ApiResponse current() {
    @Nullable CurrentScene current = session.current();
    return ApiResponse.json(SceneAnswer.of(current))
        .modified(Optional.ofNullable(current).map(CurrentScene::loadedAt));
  }

  ApiResponse load(ApiRequest request) {
    LoadCommand command = LoadCommand.from(request, project);
    ResourcePath scene = pathRules.require(command.scenePath());
    if (!files.exists(scene)) {
      throw ApiException.notFound("The scene does not exist");
    }
    Preconditions.requireForChange(request.headers(), current().content());
    return command.answer(scene, session.load(scene, this::report));
  }

  ApiResponse validate(ApiRequest request) {
    ResourcePath scene = pathRules.require(ValidateCommand.from(request).scenePath());
    return ApiResponse.json(ValidationAnswer.of(report(scene)));
  }

  ApiResponse list(ApiRequest request) {
    ScenesQuery query = ScenesQuery.from(request.query());
    if (!files.directoryExists(query.directory())) {
      throw ApiException.notFound("The directory does not exist");
    }
    try {
      return ApiResponse.json(
          ScenesAnswer.of(query, files.scenes(query.directory(), query.includeAddons())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  ApiResponse reload(ApiRequest request) {
    @Nullable CurrentScene current = session.current();
    if (current == null) {
      throw ApiException.notFound("No scene is loaded");
    }
    Preconditions.requireForChange(request.headers(), current().content());
    var unused = session.load(current.path(), this::report);
    return ApiResponse.json(ReloadAnswer.of(current));
  }

  ApiResponse history() {
    SceneHistory history = session.history();
    return ApiResponse.json(HistoryAnswer.of(history)).modified(history.modified());
  }

  private SceneReport report(ResourcePath scene) {
    return new SceneValidator(DocumentSource.uncached(files)).validate(scene);
  }
}
