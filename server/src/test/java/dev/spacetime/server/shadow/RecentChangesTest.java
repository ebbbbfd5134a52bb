package dev.spacetime.server.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentChangesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private boolean changed(Duration later) {
    InstantSource clock = InstantSource.offset(InstantSource.system(), later);
    return new RecentChanges(folder, clock).test(MINUTE);
  }

  @Test
  void whatHasJustChangedIsSeenAndForgotten() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("c.tscn"), "x");
    assertThat(changed(Duration.ZERO)).isTrue();
    assertThat(changed(Duration.ofHours(1))).isFalse();
  }

  @Test
  void timeThatWasSetBackIsNotBelieved() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tscn"), "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
    assertThat(changed(Duration.ZERO)).isTrue();
  }

  @Test
  void folderThatIsGoneMayHaveChanged() {
    assertThat(new RecentChanges(folder.resolve("none"), InstantSource.system()).test(MINUTE))
        .isTrue();
  }
}
