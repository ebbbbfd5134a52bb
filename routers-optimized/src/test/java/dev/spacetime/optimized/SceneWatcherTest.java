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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
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
      watcher.failed(loss);
      assertThat(watcher.freshness()).isEqualTo("expiring");
      // For the loss, and for what happened before all was watched anew.
      await(() -> everything.get() >= before + 2);
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

    final AtomicInteger everything = new AtomicInteger();
    final Set<String> heard = ConcurrentHashMap.newKeySet();
    final List<Path> folders = new CopyOnWriteArrayList<>();
    private final Path root;
    private final AtomicBoolean overflow = new AtomicBoolean();
    private final AtomicInteger files = new AtomicInteger();

    Flooding(Path root) {
      this.root = root;
    }

    @Override
    public void changed(ResourcePath path) {
      heard.add(path.value());
      for (int more = 0; more < 2 && !overflow.get() && files.get() < FILES_MAX; more++) {
        change();
      }
    }

    void change() {
      try {
        int number = files.getAndIncrement();
        if (number % FILES_TO_A_FOLDER == 0) {
          folders.add(Files.createDirectory(root.resolve("folder_" + number)));
        }
        Files.createFile(root.resolve("file_" + number));
      } catch (IOException fails) {
        throw new UncheckedIOException(fails);
      }
    }

    @Override
    public void everythingChanged() {
      overflow.set(true);
      everything.incrementAndGet();
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

  /** Stops at each file of a name until it is let go on. */
  private static final class Held implements ChangeListener {
    final Semaphore reached = new Semaphore(0);
    final Semaphore goesOn = new Semaphore(0);
    final Set<String> heard = ConcurrentHashMap.newKeySet();

    @Override
    public void changed(ResourcePath path) {
      if (path.value().startsWith("res://stop") && heard.add(path.value())) {
        reached.release();
        goesOn.acquireUninterruptibly();
      }
      heard.add(path.value());
    }

    @Override
    public void everythingChanged() {}
  }

  @Test
  void whatIsLeftOfTheFormerWatchDoesNotEndIt(@TempDir Path root) throws Exception {
    Held held = new Held();
    try (SceneWatcher watcher = SceneWatcher.start(root, held)) {
      Files.createFile(root.resolve("stop1.tscn"));
      assertThat(held.reached.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
      // All this is heard at once when it goes on, and the folders after the file.
      Files.createFile(root.resolve("stop2.tscn"));
      for (int i = 0; i < 50; i++) {
        Files.createDirectory(root.resolve("folder" + i));
      }
      held.goesOn.release();
      assertThat(held.reached.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
      watcher.failed(new NullPointerException("an event without a path"));
      await(() -> watcher.freshness().equals("watching"));
      held.goesOn.release();
      await(() -> watchers() == 1);
      assertThat(watcher.freshness()).isEqualTo("watching");
      Files.createFile(root.resolve("folder49/new.tscn"));
      await(() -> held.heard.contains("res://folder49/new.tscn"));
    } finally {
      held.goesOn.release(100);
    }
  }

  private static long watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("scene-watcher"))
        .count();
  }

  /** Folders come and go while all folders are watched anew, over and over. */
  @Test
  void foldersThatComeAndGoDoNotEndIt(@TempDir Path root) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> churn =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !done.get(); i++) {
                try {
                  Path folder = Files.createDirectory(root.resolve("temporary" + i % 20));
                  Files.delete(Files.createDirectory(folder.resolve("inside")));
                  Files.delete(folder);
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              }
            });
    Flooding heard = new Flooding(root);
    heard.overflow.set(true);
    try (SceneWatcher watcher = SceneWatcher.start(root, heard)) {
      // All expires every 50 ms until it is watched anew: for two seconds or more.
      await(
          () -> {
            watcher.failed(new NullPointerException("an event without a path"));
            return heard.everything.get() > 40;
          });
      done.set(true);
      churn.get(1, TimeUnit.MINUTES);
      await(() -> watcher.freshness().equals("watching"));
      Files.createFile(root.resolve("last.tscn"));
      await(() -> heard.heard.contains("res://last.tscn"));
    } finally {
      done.set(true);
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
      watcher.failed(new IOException("no watches are left"));
      assertThat(watcher.freshness()).isEqualTo("expiring");
    }
  }
}
