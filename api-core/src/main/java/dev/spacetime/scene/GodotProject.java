package dev.spacetime.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder with a {@code project.godot}, of Godot 3 or 4. The settings are those of the time when
 * it was opened; its files are always as they are now.
 */
public final class GodotProject {
  private static final ResourcePath SETTINGS_FILE = new ResourcePath("res://project.godot");
  private static final String UID_SCHEME = "uid://";

  private final ProjectFiles files;
  private final ProjectSettings settings;

  private GodotProject(ProjectFiles files, ProjectSettings settings) {
    this.files = files;
    this.settings = settings;
  }

  /**
   * Opens the project in a folder.
   *
   * @throws ProjectException when there is no folder, no project in it, or none that can be read
   */
  public static GodotProject open(Path folder) throws ProjectException {
    if (!Files.exists(folder)) {
      throw new ProjectException("The project folder " + folder + " does not exist.");
    }
    if (!Files.isDirectory(folder)) {
      throw new ProjectException("The project folder " + folder + " is not a folder.");
    }
    ProjectFiles files = files(folder);
    if (!files.exists(SETTINGS_FILE)) {
      throw new ProjectException(
          "The folder " + folder + " holds no project.godot, so it is no Godot project.");
    }
    return new GodotProject(files, settings(files, folder));
  }

  /** The project's name in its settings, or else the folder's. */
  public String name() {
    return settings
        .text("application/config/name")
        .filter(name -> !name.isBlank())
        .orElseGet(
            () -> Optional.ofNullable(files.root().getFileName()).map(Path::toString).orElse("/"));
  }

  /**
   * The scene that the project starts with, if it names one; whether the file exists is another
   * question. A scene that is named by its {@code uid://} is looked for among all scenes.
   */
  public Optional<ResourcePath> mainScene() {
    Optional<String> setting =
        settings.text("application/run/main_scene").filter(text -> !text.isEmpty());
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    String text = setting.get();
    return text.startsWith(UID_SCHEME)
        ? sceneWithUid(text)
        : ResourcePath.referenced(ResourcePath.ROOT, text);
  }

  public ProjectFiles files() {
    return files;
  }

  private Optional<ResourcePath> sceneWithUid(String uid) {
    try {
      for (SceneFile scene : files.scenes(ResourcePath.ROOT, true)) {
        if (SceneParser.uid(files.read(scene.path())).filter(uid::equals).isPresent()) {
          return Optional.of(scene.path());
        }
      }
    } catch (IOException e) {
      // A folder or a scene that can't be read is not the one that is looked for.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static ProjectFiles files(Path folder) throws ProjectException {
    try {
      return new ProjectFiles(folder);
    } catch (IllegalArgumentException e) {
      throw new ProjectException("The project folder " + folder + " can't be read.", e);
    }
  }

  private static ProjectSettings settings(ProjectFiles files, Path folder) throws ProjectException {
    Path file = folder.resolve("project.godot");
    byte[] text;
    try {
      text = files.read(SETTINGS_FILE);
    } catch (IOException e) {
      throw new ProjectException("The project's settings in " + file + " can't be read.", e);
    }
    try {
      return ProjectSettings.read(text);
    } catch (ParseFailure failure) {
      TextPosition position = new TextPositions(text).at(failure.offset());
      throw new ProjectException(
          file + ":" + position.line() + ":" + position.column() + ": " + failure.reason(),
          failure);
    }
  }
}
