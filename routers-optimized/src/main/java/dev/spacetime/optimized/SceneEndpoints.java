package dev.spacetime.optimized;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheStatus;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.Preconditions;
import dev.spacetime.api.wire.HistoryAnswer;
import dev.spacetime.api.wire.LoadCommand;
import dev.spacetime.api.wire.ReloadAnswer;
import dev.spacetime.api.wire.SceneAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.api.wire.ValidateCommand;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.security.IndexedPathRules;
import dev.spacetime.session.CurrentScene;
import dev.spacetime.session.SceneHistory;
import dev.spacetime.session.SceneSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scenes: what is loaded, what can be loaded, and whether it is sound. */
final class SceneEndpoints {
  private final GodotProject project;
  private final SceneSession session;
  private final IndexedPathRules pathRules;
  private final WatchedStore store;

  // Of this server alone: how it is sent is kept with it, and depends on the settings.
  private final HeldAnswer noScene = new HeldAnswer(ApiResponse.json(SceneAnswer.of(null)));

  private final SnapshotAnswer<CurrentScene> currentAnswer =
      new SnapshotAnswer<>(
          scene -> ApiResponse.json(SceneAnswer.of(scene)).modified(Optional.of(scene.loadedAt())));
  private final SnapshotAnswer<SceneHistory> historyAnswer =
      new SnapshotAnswer<>(
          history -> ApiResponse.json(HistoryAnswer.of(history)).modified(history.modified()));

  SceneEndpoints(
      GodotProject project, SceneSession session, IndexedPathRules pathRules, WatchedStore store) {
    this.project = project;
    this.session = session;
    this.pathRules = pathRules;
    this.store = store;
  }

  HeldAnswer current() {
    @Nullable CurrentScene current = session.current();
    return current == null ? noScene : currentAnswer.of(current);
  }

  ApiResponse load(ApiRequest request) {
    LoadCommand command = LoadCommand.from(request, project);
    ResourcePath scene = pathRules.require(command.scenePath());
    if (!project.files().exists(scene)) {
      throw ApiException.notFound("The scene does not exist");
    }
    Preconditions.requireForChange(request.headers(), current().answer().content());
    return command.answer(scene, session.load(scene, this::report));
  }

  ApiResponse validate(ApiRequest request) {
    return store
        .get()
        .verdict(pathRules.require(ValidateCommand.from(request).scenePath()))
        .held()
        .answer();
  }

  /** What {@link #validate} answers, if it is held and current, and the rules allow it now. */
  Optional<HeldAnswer> heldVerdict(ApiRequest request) {
    Optional<SceneStore> open = store.ifOpen().map(WatchedStore.Opened::store);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    try {
      return pathRules
          .ifAllowed(ValidateCommand.from(request).scenePath())
          .flatMap(open.get()::heldVerdict);
    } catch (ApiException refused) {
      return Optional.empty();
    }
  }

  ApiResponse list(ApiRequest request) {
    ScenesQuery query = ScenesQuery.from(request.query());
    return store
        .get()
        .lists()
        .heldPage(query)
        .map(held -> held.answer().with(CacheStatus.HIT))
        .orElseGet(() -> store.get().lists().page(query).with(CacheStatus.MISS));
  }

  /** What {@link #list} answers, if it is held and current. */
  Optional<HeldAnswer> heldList(ApiRequest request) {
    try {
      return store
          .ifOpen()
          .flatMap(open -> open.store().lists().heldPage(ScenesQuery.from(request.query())));
    } catch (ApiException refused) {
      return Optional.empty();
    }
  }

  ApiResponse reload(ApiRequest request) {
    @Nullable CurrentScene current = session.current();
    if (current == null) {
      throw ApiException.notFound("No scene is loaded");
    }
    Preconditions.requireForChange(request.headers(), current().answer().content());
    var unused = session.load(current.path(), scene -> store.get().readAgain(scene));
    return ApiResponse.json(ReloadAnswer.of(current));
  }

  HeldAnswer history() {
    return historyAnswer.of(session.history());
  }

  private SceneReport report(ResourcePath scene) {
    return store.get().verdict(scene).report();
  }
}
