package dev.spacetime.scene;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only way to a project's bytes. Whatever a path resolves to, through however many symbolic
 * links, it is inside the project's folder or it does not exist.
 */
public final class ProjectFiles {
  /** Far more than any scene; keeps a wrong file from filling the heap. */
  public static final long FILE_BYTES_MAX = 64L << 20;

  private static final String SCENE_SUFFIX = ".tscn";
  private static final Set<OpenOption> READ_NO_LINK =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path root;
  private final long bytesMax;

  /**
   * @throws IOException when the folder can't be resolved
   */
  public ProjectFiles(Path folder) throws IOException {
    this(folder, FILE_BYTES_MAX);
  }

  ProjectFiles(Path folder, long bytesMax) throws IOException {
    this.root = folder.toRealPath();
    this.bytesMax = bytesMax;
  }

  /** The project's folder, without symbolic links. */
  public Path root() {
    return root;
  }

  /** Whether it is a regular file inside the project. */
  public boolean exists(ResourcePath path) {
    return real(path).filter(Files::isRegularFile).isPresent();
  }

  public boolean directoryExists(ResourcePath path) {
    return real(path).filter(Files::isDirectory).isPresent();
  }

  /** Whether no symbolic link is on the way, so that changes are told under this very path. */
  public boolean isPlain(ResourcePath path) {
    Path current = root;
    for (Path segment : Path.of(path.relative())) {
      current = current.resolve(segment);
      if (Files.isSymbolicLink(current)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a whole file.
   *
   * @throws NoSuchFileException when it is missing, outside the project or no regular file
   * @throws SceneTooLargeException when it has more bytes than are read
   */
  public byte[] read(ResourcePath path) throws IOException {
    Path file =
        real(path)
            .filter(Files::isRegularFile)
            .orElseThrow(() -> new NoSuchFileException(path.value()));
    try (SeekableByteChannel channel = open(file)) {
      return readBounded(channel);
    }
  }

  /**
   * Every {@code .tscn} file below a directory, sorted by path in code-point order. Hidden files
   * and folders never, {@code addons} folders only when asked. A symbolic link to a folder is not
   * followed; one to a file counts when the file is inside the project.
   *
   * @throws NoSuchFileException when there is no such directory
   */
  public List<SceneFile> scenes(ResourcePath directory, boolean includeAddons) throws IOException {
    Path start =
        real(directory)
            .filter(Files::isDirectory)
            .orElseThrow(() -> new NoSuchFileException(directory.value()));
    List<SceneFile> scenes = new ArrayList<>();
    Files.walkFileTree(start, new SceneVisitor(start, directory, includeAddons, scenes));
    scenes.sort(Comparator.comparing(SceneFile::path));
    return scenes;
  }

  private final class SceneVisitor extends SimpleFileVisitor<Path> {
    private final Path start;
    private final ResourcePath directory;
    private final boolean includeAddons;
    private final List<SceneFile> scenes;

    SceneVisitor(
        Path start, ResourcePath directory, boolean includeAddons, List<SceneFile> scenes) {
      this.start = start;
      this.directory = directory;
      this.includeAddons = includeAddons;
      this.scenes = scenes;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean leftOut = name.startsWith(".") || (name.equals("addons") && !includeAddons);
      return leftOut && !folder.equals(start)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName());
      if (!name.startsWith(".") && name.endsWith(SCENE_SUFFIX)) {
        String relative = start.relativize(file).toString().replace('\\', '/');
        directory
            .resolve(relative)
            .flatMap(path -> sceneFile(path, name, attributes))
            .ifPresent(scenes::add);
      }
      return FileVisitResult.CONTINUE;
    }

    /** A file that vanishes while the folder is walked is not there. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  private Optional<SceneFile> sceneFile(
      ResourcePath path, String name, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return real(path).flatMap(ProjectFiles::attributes).flatMap(of -> sceneFile(path, name, of));
    }
    return attributes.isRegularFile()
        ? Optional.of(
            new SceneFile(
                name.substring(0, name.length() - SCENE_SUFFIX.length()),
                path,
                attributes.size(),
                attributes.lastModifiedTime().toInstant()))
        : Optional.empty();
  }

  private static Optional<BasicFileAttributes> attributes(Path file) {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Optional<Path> real(ResourcePath path) {
    try {
      Path real = root.resolve(path.relative()).toRealPath();
      return real.startsWith(root) ? Optional.of(real) : Optional.empty();
    } catch (IOException | InvalidPathException absent) {
      return Optional.empty();
    }
  }

  // Between the check and the opening any part of the path may be swapped for a link, so the file
  // is opened step by step from the root, and no step follows a link.
  @SuppressWarnings("StreamResourceLeak") // Each folder is closed when the next one is open.
  private SeekableByteChannel open(Path file) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (!(stream instanceof SecureDirectoryStream<Path> folder)) {
      stream.close();
      return Files.newByteChannel(file, READ_NO_LINK);
    }
    Path relative = root.relativize(file);
    try {
      for (int i = 0; i < relative.getNameCount() - 1; i++) {
        SecureDirectoryStream<Path> next =
            folder.newDirectoryStream(relative.getName(i), LinkOption.NOFOLLOW_LINKS);
        folder.close();
        folder = next;
      }
      return folder.newByteChannel(relative.getFileName(), READ_NO_LINK);
    } finally {
      folder.close();
    }
  }

  // The file may grow while it is read, so its bytes are counted and not its size believed.
  private byte[] readBounded(SeekableByteChannel channel) throws IOException {
    byte[] bytes = new byte[(int) Math.min(channel.size(), bytesMax) + 1];
    int length = 0;
    InputStream in = Channels.newInputStream(channel);
    for (int read = in.read(bytes);
        read > 0;
        read = in.read(bytes, length, bytes.length - length)) {
      length += read;
      if (length > bytesMax) {
        throw new SceneTooLargeException(bytesMax);
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, bytesMax + 1));
      }
    }
    return Arrays.copyOf(bytes, length);
  }
}
