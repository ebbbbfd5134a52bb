package dev.spacetime.optimized;

import dev.spacetime.scene.FileStamp;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a verdict's files were, well enough to know after a restart whether they still are.
 *
 * @param text empty when they may have changed while they were read
 */
record SourceStamp(String text) {
  static final SourceStamp UNKNOWN = new SourceStamp("");

  /** File systems round a change's time down, by two seconds at the most. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  /** Of files that were read since that moment. */
  static SourceStamp of(ProjectFiles files, Collection<ResourcePath> paths, Instant readSince) {
    Instant latest = readSince.minus(ROUNDING);
    List<FileStamp> stamps = paths.stream().map(files::stamp).toList();
    return stamps.stream().allMatch(stamp -> stamp.changed().isBefore(latest))
        ? new SourceStamp(text(stamps))
        : UNKNOWN;
  }

  boolean stillAre(ProjectFiles files, Collection<ResourcePath> paths) {
    return !equals(UNKNOWN) && text.equals(text(paths.stream().map(files::stamp).toList()));
  }

  private static String text(List<FileStamp> stamps) {
    return stamps.stream().map(FileStamp::text).collect(Collectors.joining(" "));
  }
}
