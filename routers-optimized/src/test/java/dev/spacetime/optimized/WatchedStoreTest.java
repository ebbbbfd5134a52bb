package dev.spacetime.optimized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.scene.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedStoreTest {
  @TempDir Path folder;

  @BeforeEach
  void makeProject() throws IOException {
    Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(folder.resolve("cache"));
  }

  @Test
  void aFirstRunIsReadyAndStaysSoWhenItHasHotKeysOfItsOwn() throws IOException {
    try (WatchedStore store = open(CacheSettings.WarmUp.WAIT)) {
      assertThat(store.ready()).isTrue();
      writeHotKeys();
      assertThat(store.ready()).isTrue();
      assertThat(store.warmUp()).isEqualTo(VariantStatistics.WarmUp.OFF);
      assertThat(store.ifOpen()).as("opened before it is asked for anything").isEmpty();
    }
  }

  @Test
  void aLaterRunIsReadyAfterItsWarmUp() throws IOException {
    writeHotKeys();
    try (WatchedStore store = open(CacheSettings.WarmUp.WAIT)) {
      Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (!store.ready()) {
        assertThat(Instant.now()).as("not ready").isBefore(deadline);
        Thread.onSpinWait();
      }
      assertThat(store.warmUp().state()).isEqualTo("done");
    }
  }

  @Test
  void whoDoesNotWaitIsReadyAtOnce() throws IOException {
    writeHotKeys();
    try (WatchedStore store = open(CacheSettings.WarmUp.ON)) {
      assertThat(store.ready()).isTrue();
    }
    try (WatchedStore store = open(CacheSettings.WarmUp.OFF)) {
      assertThat(store.ready()).isTrue();
      assertThat(store.ifOpen()).isEmpty();
    }
  }

  private void writeHotKeys() throws IOException {
    Files.writeString(folder.resolve("cache/validation.hot-keys"), "");
  }

  private WatchedStore open(CacheSettings.WarmUp warmUp) {
    return new WatchedStore(
        new ProjectFiles(folder.resolve("project")),
        new CacheSettings(Optional.of(folder.resolve("cache")), true, "10MB", warmUp, Map.of()),
        InstantSource.system());
  }
}
