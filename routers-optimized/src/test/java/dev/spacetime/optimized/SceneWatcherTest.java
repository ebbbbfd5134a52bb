package dev.spacetime.optimized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.scene.ResourcePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
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
      assertThat(everything).hasValue(2);
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
