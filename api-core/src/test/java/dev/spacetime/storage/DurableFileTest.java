package dev.spacetime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurableFileTest {
  private static final int BYTES_MAX = 1 << 20;

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<String> text(Path file) throws IOException {
    return DurableFile.read(file, BYTES_MAX).map(it -> new String(it, StandardCharsets.UTF_8));
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void replacesTheWholeFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("a.json");
    assertThat(DurableFile.read(file, BYTES_MAX)).isEmpty();
    DurableFile.write(file, bytes("a longer text"), true);
    DurableFile.write(file, bytes("short"), true);
    assertThat(text(file)).contains("short");
    assertThat(files()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"true, rw-------", "false, rw-r--r--"})
  void permissionsAreThoseOfTheLastWrite(boolean ownerOnly, String permissions) throws IOException {
    Path file = folder.resolve("a.json");
    DurableFile.write(file, bytes("x"), !ownerOnly);
    DurableFile.write(file, bytes("x"), ownerOnly);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);
  }

  /** A write that was killed before its rename leaves such a file, and the old bytes. */
  @Test
  void leftOverOfKilledWriteIsHarmless() throws IOException {
    Path file = folder.resolve("a.json");
    DurableFile.write(file, bytes("old"), true);
    Files.writeString(folder.resolve(".a.json123.new"), "ha");
    assertThat(text(file)).contains("old");
    DurableFile.write(file, bytes("new"), true);
    assertThat(text(file)).contains("new");
  }

  @Test
  void failedWriteLeavesTheOldBytesAndNoLitter() throws IOException {
    Path file = folder.resolve("a.json");
    Files.createDirectories(file.resolve("in-the-way"));
    assertThatThrownBy(() -> DurableFile.write(file, bytes("new"), true))
        .isInstanceOf(IOException.class);
    assertThat(files()).isOne();
    assertThatThrownBy(() -> DurableFile.write(folder.resolve("no/a.json"), bytes("x"), true))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readIsBounded() throws IOException {
    Path file = folder.resolve("a.json");
    DurableFile.write(file, bytes("12345"), true);
    assertThat(DurableFile.read(file, 5)).isPresent();
    assertThatThrownBy(() -> DurableFile.read(file, 4)).isInstanceOf(IOException.class);
  }

  @Test
  void readerSeesOldOrNewAndNeverHalf() throws Exception {
    Path file = folder.resolve("a.json");
    String old = "o".repeat(100_000);
    String replaced = "n".repeat(50_000);
    DurableFile.write(file, bytes(old), true);
    Callable<Void> writer =
        () -> {
          for (int i = 0; i < 50; i++) {
            DurableFile.write(file, bytes(i % 2 == 0 ? replaced : old), true);
          }
          return null;
        };
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Void> writing = pool.submit(writer);
      do {
        assertThat(text(file).orElseThrow()).isIn(old, replaced);
      } while (!writing.isDone());
      writing.get(30, TimeUnit.SECONDS);
    } finally {
      pool.shutdownNow();
    }
  }
}
