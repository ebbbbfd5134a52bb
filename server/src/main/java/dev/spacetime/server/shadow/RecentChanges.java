package dev.spacetime.server.shadow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether anything in a project's folder has changed within the last moments. A variant may notice
 * a change later than another one, and is not wrong for it.
 *
 * @param clock the machine's: files bear its time
 */
record RecentChanges(Path root, InstantSource clock) implements Predicate<Duration> {
  /** Of more nobody knows, and then it may have changed. */
  private static final int FILES_MAX = 100_000;

  private static final String STATUS_CHANGED = "unix:ctime";

  @Override
  public boolean test(Duration age) {
    Instant since = clock.instant().minus(age);
    // Nobody can set back when a file's status changed, and a folder's changes with its entries.
    try (Stream<Path> files = Files.walk(root).limit(FILES_MAX)) {
      long[] count = new long[1];
      return files.peek(file -> count[0]++).anyMatch(file -> changed(file, since))
          || count[0] == FILES_MAX;
    } catch (IOException | UncheckedIOException beingChanged) {
      return true;
    }
  }

  private static boolean changed(Path file, Instant since) {
    try {
      return time(file).toInstant().isAfter(since);
    } catch (IOException gone) {
      return true;
    }
  }

  private static FileTime time(Path file) throws IOException {
    try {
      return (FileTime) Files.getAttribute(file, STATUS_CHANGED, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException otherSystem) {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
