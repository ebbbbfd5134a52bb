package dev.spacetime.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A project's files, and the only way to their bytes. Nothing outside the project folder is ever
 * read or told of: a path that leads there, also through symbolic links, is a path to nothing.
 *
 * <p>Safe for use by several threads; nothing is remembered.
 */
public final class ProjectFiles {
  /** The largest scene of the official demos has half a megabyte. */
  static final long SIZE_BYTES_MAX_DEFAULT = 64L << 20;

  private static final FileTime UNKNOWN_TIME = FileTime.from(Instant.MAX);

  private final Path root;
  private final long sizeBytesMax;

  /**
   * @param root an existing folder
   * @throws IllegalArgumentException when it is none
   */
  public ProjectFiles(Path root) {
    this(root, SIZE_BYTES_MAX_DEFAULT);
  }

  /**
   * @param sizeBytesMax how large a file may be to be read
   */
  public ProjectFiles(Path root, long sizeBytesMax) {
    try {
      this.root = root.toRealPath();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a folder that can be read: " + root, e);
    }
    if (!Files.isDirectory(this.root)) {
      throw new IllegalArgumentException("not a folder: " + root);
    }
    if (sizeBytesMax < 1 || sizeBytesMax > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("not a size that fits an array: " + sizeBytesMax);
    }
    this.sizeBytesMax = sizeBytesMax;
  }

  /** The project folder's real path. */
  public Path root() {
    return root;
  }

  /** Whether this is a regular file that lies inside the project, links resolved. */
  public boolean exists(ResourcePath path) {
    return real(path)
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .isPresent();
  }

  /** Whether this is a folder that lies inside the project, links resolved. */
  public boolean directoryExists(ResourcePath path) {
    return real(path)
        .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
        .isPresent();
  }

  /**
   * Whether no symbolic link is on the way, whether or not there is something at its end: then a
   * change is told under this very path, and a cache may keep what it read under it.
   */
  public boolean isPlain(ResourcePath path) {
    Path step = root;
    try {
      for (Path segment : root.getFileSystem().getPath(path.relative())) {
        step = step.resolve(segment);
        if (Files.isSymbolicLink(step)) {
          return false;
        }
      }
    } catch (InvalidPathException e) {
      return true;
    }
    return true;
  }

  /**
   * The bytes of a regular file.
   *
   * @throws NoSuchFileException when there is none inside the project
   * @throws SceneTooLargeException when there are too many
   */
  public byte[] read(ResourcePath path) throws IOException {
    Path real = real(path).orElseThrow(() -> new NoSuchFileException(path.value()));
    return new GuardedFile(root, root.relativize(real), path).read(sizeBytesMax);
  }

  /** What tells the file that a path leads to from what it was; nothing of it is read. */
  public FileStamp stamp(ResourcePath path) {
    Optional<Path> file = real(path);
    if (file.isEmpty()) {
      return FileStamp.MISSING;
    }
    try {
      Map<String, Object> attributes =
          Files.readAttributes(
              file.get(), "unix:dev,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
      Instant changed = ((FileTime) attributes.getOrDefault("ctime", UNKNOWN_TIME)).toInstant();
      return new FileStamp(new TreeMap<>(attributes).values().toString(), changed);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return FileStamp.UNKNOWN;
    }
  }

  /**
   * Every scene below a folder, sorted by path. Hidden files and folders are left out, and folders
   * named {@code addons} unless asked for. Links to folders are not followed; a link to a file
   * counts where the file is inside the project. A file that vanishes meanwhile is left out.
   *
   * @throws NoSuchFileException when there is no such folder
   */
  public List<SceneFile> scenes(ResourcePath directory, boolean includeAddons) throws IOException {
    Path folder =
        real(directory)
            .filter(real -> Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS))
            .orElseThrow(() -> new NoSuchFileException(directory.value()));
    SceneLister lister = new SceneLister(this, folder, directory, includeAddons);
    Files.walkFileTree(folder, lister);
    return lister.sorted();
  }

  /**
   * What a walk through the whole project would find at a path and below it, hidden files and
   * folders left out, {@code addons} not. It costs what is there: one look for a file.
   */
  public SceneSurvey survey(ResourcePath path) throws IOException {
    SceneLister lister = new SceneLister(this, root, ResourcePath.ROOT, true);
    if (!path.isHidden() && isPlain(path.parent())) {
      Files.walkFileTree(root.resolve(path.relative()), lister);
    }
    return lister.survey();
  }

  /** Where a path leads in the end, when that exists and lies inside the project. */
  Optional<Path> real(ResourcePath path) {
    try {
      Path real = root.resolve(path.relative()).toRealPath();
      return Optional.of(real).filter(target -> target.startsWith(root));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
