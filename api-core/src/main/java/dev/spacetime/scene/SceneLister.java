package dev.spacetime.scene;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the scenes of one walk through a folder. */
final class SceneLister extends SimpleFileVisitor<Path> {
  private final ProjectFiles files;
  private final Path folder;
  private final ResourcePath directory;
  private final boolean includeAddons;
  private final List<SceneFile> scenes = new ArrayList<>();
  private final Set<ResourcePath> links = new HashSet<>();

  /**
   * @param folder the real folder that {@code directory} stands for
   */
  SceneLister(ProjectFiles files, Path folder, ResourcePath directory, boolean includeAddons) {
    this.files = files;
    this.folder = folder;
    this.directory = directory;
    this.includeAddons = includeAddons;
  }

  List<SceneFile> sorted() {
    scenes.sort(Comparator.comparing(SceneFile::path));
    return List.copyOf(scenes);
  }

  SceneSurvey survey() {
    return new SceneSurvey(sorted(), links);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
    if (visited.equals(folder)) {
      return FileVisitResult.CONTINUE;
    }
    String name = visited.getFileName().toString();
    boolean skipped = name.startsWith(".") || (name.equals("addons") && !includeAddons);
    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = file.getFileName().toString();
    if (name.endsWith(SceneFile.EXTENSION) && !name.startsWith(".")) {
      path(file).ifPresent(path -> add(path, attributes));
    }
    return FileVisitResult.CONTINUE;
  }

  /** A file or folder that vanished, or that may not be read, holds no scenes for us. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException exception) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException exception) {
    return FileVisitResult.CONTINUE;
  }

  /** Names that are no resource path, such as one with a backslash, can't be asked for either. */
  private Optional<ResourcePath> path(Path file) {
    StringBuilder path = new StringBuilder(directory.value());
    for (Path segment : folder.relativize(file)) {
      path.append(path.toString().endsWith("/") ? "" : "/").append(segment);
    }
    return ResourcePath.parse(path.toString());
  }

  private void add(ResourcePath path, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      scenes.add(SceneFile.of(path, attributes.size(), attributes.lastModifiedTime().toInstant()));
    } else if (attributes.isSymbolicLink()) {
      links.add(path);
      files
          .real(path)
          .flatMap(SceneLister::regularFile)
          .ifPresent(
              target ->
                  scenes.add(
                      SceneFile.of(path, target.size(), target.lastModifiedTime().toInstant())));
    }
  }

  private static Optional<BasicFileAttributes> regularFile(Path real) {
    try {
      return Optional.of(
              Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
          .filter(BasicFileAttributes::isRegularFile);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
