package dev.spacetime.server.command;

import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ProjectException;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneFile;
import dev.spacetime.server.config.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the scenes that the paths of a command line mean. */
final class SceneSelection {
  private final Optional<Path> projectFolder;
  private final List<Scene> scenes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** A scene in its project. */
  record Scene(GodotProject project, ResourcePath path) {}

  private SceneSelection(Optional<Path> projectFolder) {
    this.projectFolder = projectFolder;
  }

  /**
   * @throws ConfigurationException with every path that means nothing
   */
  static List<Scene> of(List<String> paths, Optional<Path> projectFolder)
      throws ConfigurationException {
    SceneSelection selection = new SceneSelection(projectFolder);
    for (String path : paths) {
      try {
        selection.add(path);
      } catch (ProjectException | IOException unusable) {
        selection.problems.add(path + ": " + unusable.getMessage());
      }
    }
    if (!selection.problems.isEmpty()) {
      throw new ConfigurationException(selection.problems);
    }
    return selection.scenes;
  }

  private void add(String path) throws ProjectException, IOException {
    if (path.startsWith("res://")) {
      addResource(path);
      return;
    }
    Path file = Path.of(path).toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      problems.add(path + ": there is no such file or folder");
      return;
    }
    Path real = file.toRealPath();
    Optional<Path> folder = projectFolder.isPresent() ? projectFolder : enclosing(real);
    if (folder.isEmpty()) {
      problems.add(path + ": is in no Godot project (no project.godot above it); use --project");
      return;
    }
    add(path, real, GodotProject.open(folder.get()));
  }

  private void add(String path, Path real, GodotProject project) throws IOException {
    Path root = project.files().root();
    if (!real.startsWith(root)) {
      problems.add(path + ": is outside the project");
      return;
    }
    String relative = root.relativize(real).toString().replace(File.separatorChar, '/');
    Optional<ResourcePath> resource = ResourcePath.parse("res://" + relative);
    if (resource.isEmpty()) {
      problems.add(path + ": can't be named as a resource path");
    } else if (Files.isDirectory(real)) {
      for (SceneFile scene : project.files().scenes(resource.get(), true)) {
        scenes.add(new Scene(project, scene.path()));
      }
    } else {
      scenes.add(new Scene(project, resource.get()));
    }
  }

  private void addResource(String path) throws ProjectException {
    Optional<ResourcePath> resource = ResourcePath.parse(path);
    if (projectFolder.isEmpty()) {
      problems.add(path + ": a res:// path needs --project");
    } else if (resource.isEmpty()) {
      problems.add(path + ": is no path inside the project");
    } else {
      scenes.add(new Scene(GodotProject.open(projectFolder.get()), resource.get()));
    }
  }

  private static Optional<Path> enclosing(Path file) {
    for (@Nullable Path folder = file; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("project.godot"))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
