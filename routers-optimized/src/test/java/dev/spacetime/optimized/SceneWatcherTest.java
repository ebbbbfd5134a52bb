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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void folderThatIsGoneBeforeItIsWatchedIsAChange(@TempDir Path root) {
    try (SceneWatcher watcher = SceneWatcher.start(root, listener)) {
      watcher.onException(new NoSuchFileException("a new folder, moved away"));
      watcher.onException(new NotDirectoryException("a new folder, replaced by a file"));
      watcher.onException(
          new FileSystemException("a folder in one that is a file now", null, "Not a directory"));
      assertThat(everything).hasValue(3);
      assertThat(watcher.freshness()).isEqualTo("watching");
    }
  }

  /** Each change that is heard makes two more, until there are more than anyone keeps. */
  private static final class Flooding implements ChangeListener {
    private static final int FILES_MAX = 100_000;

    private final Path root;
    private final CountDownLatch overflow = new CountDownLatch(1);
    private int files;

    Flooding(Path root) {
      this.root = root;
    }

    @Override
    public void changed(ResourcePath path) {
      for (int more = 0; more < 2 && overflow.getCount() > 0 && files < FILES_MAX; more++) {
        change();
      }
    }

    void change() {
      try {
        Files.createFile(root.resolve("file_" + files++));
      } catch (IOException fails) {
        throw new UncheckedIOException(fails);
      }
    }

    @Override
    public void everythingChanged() {
      overflow.countDown();
    }
  }

  @Test
  void tooManyChangesAtOnceAreOneOfEverything(@TempDir Path root) throws Exception {
    Flooding flooding = new Flooding(root);
    try (SceneWatcher watcher = SceneWatcher.start(root, flooding)) {
      flooding.change();
      assertThat(flooding.overflow.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(watcher.freshness()).isEqualTo("watching");
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
