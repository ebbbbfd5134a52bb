package dev.spacetime.optimized;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.wire.HistoryAnswer;
import dev.spacetime.api.wire.LoadCommand;
import dev.spacetime.api.wire.ReloadAnswer;
import dev.spacetime.api.wire.SceneAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.api.wire.ValidateCommand;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.security.ScenePathRules;
import dev.spacetime.session.CurrentScene;
import dev.spacetime.session.SceneHistory;
import dev.spacetime.session.SceneSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The scenes: what is loaded, what can be loaded, and whether it is sound. */
final class SceneEndpoints {
  private static final ApiResponse NO_SCENE = ApiResponse.json(SceneAnswer.of(null));

  private final GodotProject project;
  private final SceneSession session;
  private final ScenePathRules pathRules;
  private final Supplier<SceneStore> store;
  private final SnapshotAnswer<CurrentScene> currentAnswer =
      new SnapshotAnswer<>(scene -> ApiResponse.json(SceneAnswer.of(scene)));
  private final SnapshotAnswer<SceneHistory> historyAnswer =
      new SnapshotAnswer<>(history -> ApiResponse.json(HistoryAnswer.of(history)));

  SceneEndpoints(
      GodotProject project,
      SceneSession session,
      ScenePathRules pathRules,
      Supplier<SceneStore> store) {
    this.project = project;
    this.session = session;
    this.pathRules = pathRules;
    this.store = store;
  }

  ApiResponse current() {
    @Nullable CurrentScene current = session.current();
    return current == null ? NO_SCENE : currentAnswer.of(current);
  }

  ApiResponse load(ApiRequest request) {
    LoadCommand command = LoadCommand.from(request, project);
    ResourcePath scene = pathRules.require(command.scenePath());
    if (!project.files().exists(scene)) {
      throw ApiException.notFound("The scene does not exist");
    }
    return command.answer(scene, session.load(scene, this::report));
  }

  ApiResponse validate(ApiRequest request) {
    return store
        .get()
        .verdict(pathRules.require(ValidateCommand.from(request).scenePath()))
        .answer();
  }

  ApiResponse list(ApiRequest request) {
    return store.get().page(ScenesQuery.from(request.query()));
  }

  ApiResponse reload() {
    @Nullable CurrentScene current = session.current();
    if (current == null) {
      throw ApiException.notFound("No scene is loaded");
    }
    var unused = session.load(current.path(), scene -> store.get().readAgain(scene));
    return ApiResponse.json(ReloadAnswer.of(current));
  }

  ApiResponse history() {
    return historyAnswer.of(session.history());
  }

  private SceneReport report(ResourcePath scene) {
    return store.get().verdict(scene).report();
  }
}
