package dev.spacetime.perf.peers;

import dev.spacetime.comparison.Answer;
import dev.spacetime.perf.process.OpenModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Scenes that grow by a byte at a time, a hundred times a second, so that a listing tells by their
 * sizes how old it is.
 */
final class ChangingFiles implements OpenModel.Witness, AutoCloseable {
  static final int CHANGES_PER_SECOND = 100;

  private static final int FILES = 10;
  private static final int CHANGES_MAX = 1 << 14;
  private static final String SCENE =
      "[gd_scene format=3]\n\n[node name=\"Changing\" type=\"Node\"]\n";

  private final Path folder;
  // When each change was on disk, by file and by how many bytes were added.
  private final AtomicLongArray writtenNanos = new AtomicLongArray(FILES * CHANGES_MAX);
  private final AtomicLong oldestNanos = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private final Thread writer = new Thread(this::write, "changing-files");
  private volatile boolean ended;

  private ChangingFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes the scenes, not yet changing. */
  static ChangingFiles in(Path project) throws IOException {
    ChangingFiles files = new ChangingFiles(Files.createDirectories(project.resolve("changing")));
    for (int file = 0; file < FILES; file++) {
      Files.writeString(files.path(file), SCENE);
    }
    return files;
  }

  void start() {
    writer.start();
  }

  double oldestMillis() {
    return oldestNanos.get() / 1e6;
  }

  long changes() {
    return changes.get();
  }

  private Path path(int file) {
    return folder.resolve("changing_" + file + ".tscn");
  }

  private void write() {
    long start = System.nanoTime();
    for (int change = 0; change < FILES * (CHANGES_MAX - 1) && !ended; change++) {
      long due = start + change * 1_000_000_000L / CHANGES_PER_SECOND;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      int file = change % FILES;
      try {
        Files.write(path(file), " ".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      writtenNanos.set(file * CHANGES_MAX + change / FILES + 1, System.nanoTime());
      changes.incrementAndGet();
    }
  }

  /**
   * How long the first change that this answer does not show had been on disk when it was asked.
   */
  @Override
  public void see(Answer answer, long sentNanos) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    for (int file = 0; file < FILES; file++) {
      long unseen = writtenNanos.get(file * CHANGES_MAX + added(text, file) + 1);
      if (unseen != 0) {
        oldestNanos.accumulateAndGet(sentNanos - unseen, Math::max);
      }
    }
  }

  private static int added(String listing, int file) {
    String before = "res://changing/changing_" + file + ".tscn\",\"size_bytes\":";
    int at = listing.indexOf(before);
    if (at < 0) {
      throw new IllegalStateException("The listing lacks a scene: changing_" + file);
    }
    int from = at + before.length();
    int size = Integer.parseInt(listing.substring(from, listing.indexOf(',', from)));
    return size - SCENE.length();
  }

  @Override
  public void close() {
    ended = true;
    try {
      writer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
