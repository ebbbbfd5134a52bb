package dev.spacetime.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Godot project on disk: a folder with a {@code project.godot}. */
public final class GodotProject {
  private static final ResourcePath SETTINGS = new ResourcePath("res://project.godot");
  private static final String UID_SCHEME = "uid://";

  private final ProjectFiles files;
  private final String name;
  private final @Nullable String mainScene;

  private GodotProject(ProjectFiles files, String name, @Nullable String mainScene) {
    this.files = files;
    this.name = name;
    this.mainScene = mainScene;
  }

  /**
   * Opens a project.
   *
   * @throws ProjectException with one sentence that says what is wrong with the folder
   */
  public static GodotProject open(Path folder) throws ProjectException {
    if (!Files.exists(folder)) {
      throw new ProjectException("the folder " + folder + " does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw new ProjectException(folder + " is no folder");
    }
    try {
      ProjectFiles files = new ProjectFiles(folder);
      ProjectSettings settings = ProjectSettings.read(files.read(SETTINGS));
      String name =
          settings.text("application", "config/name").orElse(String.valueOf(folder.getFileName()));
      return new GodotProject(
          files, name, settings.text("application", "run/main_scene").orElse(null));
    } catch (NoSuchFileException missing) {
      throw new ProjectException(folder + " is no Godot project: it has no project.godot");
    } catch (SyntaxException malformed) {
      SceneProblem problem = malformed.problem(SETTINGS);
      throw new ProjectException(
          "project.godot in %s is malformed at line %d, column %d: %s"
              .formatted(folder, problem.line(), problem.column(), problem.message()));
    } catch (IOException unreadable) {
      throw new ProjectException("project.godot in " + folder + " can't be read");
    }
  }

  /** The project's own name, or its folder's. */
  public String name() {
    return name;
  }

  public ProjectFiles files() {
    return files;
  }

  /** {@code run/main_scene}; a {@code uid://} is looked up among the project's scenes. */
  public Optional<ResourcePath> mainScene() {
    if (mainScene == null || mainScene.isEmpty()) {
      return Optional.empty();
    }
    return mainScene.startsWith(UID_SCHEME) ? withUid(mainScene) : ResourcePath.parse(mainScene);
  }

  private Optional<ResourcePath> withUid(String uid) {
    DocumentSource source = DocumentSource.uncached(files);
    try {
      for (SceneFile scene : files.scenes(ResourcePath.ROOT, true)) {
        if (source.document(scene.path()) instanceof ParseResult.Parsed parsed
            && uid.equals(parsed.document().uid())) {
          return Optional.of(scene.path());
        }
      }
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
