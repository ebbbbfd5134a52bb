package dev.spacetime.optimized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.scene.ResourcePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SceneWatcherTest {
  private final AtomicInteger everything = new AtomicInteger();

  private final ChangeListener listener =
      new ChangeListener() {
        @Override
        public void changed(ResourcePath path) {
          throw new AssertionError("Nothing has changed: " + path);
        }

        @Override
        public void everythingChanged() {
          everything.incrementAndGet();
        }
      };

  @ParameterizedTest
  @MethodSource("losses")
  void whatWasLostExpiresUntilItIsWatchedAnew(Exception loss, @TempDir Path root) {
    try (SceneWatcher watcher = SceneWatcher.start(root, listener)) {
      int before = everything.get();
      watcher.onException(loss);
      await(() -> everything.get() > before);
      await(() -> watcher.freshness().equals("watching"));
    }
  }

  static List<Exception> losses() {
    return List.of(
        new NoSuchFileException("a new folder, moved away"),
        new NotDirectoryException("a new folder, replaced by a file"),
        new FileSystemException("a folder in one that is a file now", null, "Not a directory"),
        new NullPointerException("an event without a path"));
  }

  /** Each change that is heard makes two more, until there are more than anyone keeps. */
  private static final class Flooding implements ChangeListener {
    private static final int FILES_MAX = 100_000;
    private static final int FILES_TO_A_FOLDER = 16;

    final Set<String> heard = ConcurrentHashMap.newKeySet();
    final List<Path> folders = new ArrayList<>();
    private final Path root;
    private final AtomicBoolean overflow = new AtomicBoolean();
    private int files;

    Flooding(Path root) {
      this.root = root;
    }

    @Override
    public void changed(ResourcePath path) {
      heard.add(path.value());
      for (int more = 0; more < 2 && !overflow.get() && files < FILES_MAX; more++) {
        change();
      }
    }

    void change() {
      try {
        if (files % FILES_TO_A_FOLDER == 0) {
          folders.add(Files.createDirectory(root.resolve("folder_" + files)));
        }
        Files.createFile(root.resolve("file_" + files++));
      } catch (IOException fails) {
        throw new UncheckedIOException(fails);
      }
    }

    @Override
    public void everythingChanged() {
      overflow.set(true);
    }
  }

  @Test
  void foldersThatCameWithTooManyChangesAreWatched(@TempDir Path root) throws Exception {
    Flooding flooding = new Flooding(root);
    try (SceneWatcher watcher = SceneWatcher.start(root, flooding)) {
      flooding.change();
      await(flooding.overflow::get);
      await(() -> watcher.freshness().equals("watching"));
      assertThat(flooding.folders).hasSizeGreaterThan(10);
      for (Path folder : flooding.folders) {
        String scene = "res://" + folder.getFileName() + "/new.tscn";
        Files.createFile(folder.resolve("new.tscn"));
        await(() -> flooding.heard.contains(scene));
      }
    }
  }

  private static void await(BooleanSupplier done) {
    long begin = System.nanoTime();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MINUTES.toNanos(1));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  @Test
  void whatCannotBeWatchedExpires(@TempDir Path root) {
    try (SceneWatcher watcher = SceneWatcher.start(root, listener)) {
      watcher.onException(new IOException("no watches are left"));
      assertThat(watcher.freshness()).isEqualTo("expiring");
    }
  }
}
