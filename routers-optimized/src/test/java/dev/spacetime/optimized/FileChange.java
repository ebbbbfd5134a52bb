package dev.spacetime.optimized;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens to a project's files. What can't be done as things are is not done.
 *
 * @param path of what it happens to
 * @param other where it goes or leads, for those that need it
 * @param number of bytes or seconds
 */
record FileChange(Kind kind, String path, String other, int number) {
  enum Kind {
    WRITE,
    TOUCH,
    MAKE_FOLDER,
    REMOVE,
    MOVE,
    LINK
  }

  /** The paths that a watcher would name. */
  List<String> apply(Path root) {
    Path file = root.resolve(path);
    Path target = root.resolve(other);
    try {
      List<String> before = List.of(told(root, file), told(root, target));
      switch (kind) {
        case WRITE -> Files.writeString(file, "x".repeat(number));
        case TOUCH -> Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(number)));
        case MAKE_FOLDER -> Files.createDirectory(file);
        case REMOVE -> remove(file);
        case MOVE -> Files.move(file, target);
        case LINK -> Files.createSymbolicLink(file, target);
      }
      return switch (kind) {
        case WRITE, TOUCH -> List.of(told(root, file.toRealPath()));
        case MOVE -> before;
        case MAKE_FOLDER, REMOVE, LINK -> before.subList(0, 1);
      };
    } catch (IOException impossible) {
      return List.of(path);
    }
  }

  // Links to folders on the way are not watched: a change is told where it happens.
  private static String told(Path root, Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    return Files.exists(folder)
        ? root.relativize(folder.toRealPath().resolve(file.getFileName())).toString()
        : root.relativize(file).toString();
  }

  static void remove(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException unused)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
