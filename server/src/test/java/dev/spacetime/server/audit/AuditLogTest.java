package dev.spacetime.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
  private static final int LINE_BYTES_MAX = 300;
  private static final long ALL = Long.MAX_VALUE;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("audit.jsonl");
  }

  private static AuditEntry entry(String reason) {
    return new AuditEntry(
        Instant.parse("2026-11-30T08:00:00.250Z"),
        AuditEntry.GUARD,
        "rollback",
        "optimized",
        "original",
        reason,
        Map.of("error_rate", 0.25, "evidence", Double.POSITIVE_INFINITY, "p95", Double.NaN));
  }

  private void append(String... reasons) throws IOException {
    try (AuditLog log = new AuditLog(folder)) {
      Stream.of(reasons).map(AuditLogTest::entry).forEach(log::append);
    }
  }

  private AuditPage page(int limit, long before) throws IOException {
    return AuditLog.read(folder, limit, before);
  }

  private List<String> reasons() throws IOException {
    return page(100, ALL).entries().stream().map(one -> one.entry().reason()).toList();
  }

  private List<Long> sequences() throws IOException {
    return page(100_000, ALL).entries().stream().map(RecordedEntry::sequence).toList();
  }

  @Test
  void whatIsRecordedIsReadBackNewestFirst() throws IOException {
    append("one", "two \"quoted\"\nand \u2028 broken");
    append("three");
    AuditPage page = page(100, ALL);
    assertThat(page.entries())
        .containsExactly(
            new RecordedEntry(3, entry("three")),
            new RecordedEntry(2, entry("two \"quoted\"\nand \u2028 broken")),
            new RecordedEntry(1, entry("one")));
    assertThat(page.damaged()).isZero();
  }

  @Test
  void aFirstStartMayKnowNothingOfBefore() throws IOException {
    AuditEntry first =
        new AuditEntry(Instant.EPOCH, AuditEntry.START, "switch", null, "a", "why", Map.of());
    try (AuditLog log = new AuditLog(folder)) {
      log.append(first);
      assertThat(log.entries(1, ALL).entries()).containsExactly(new RecordedEntry(1, first));
    }
  }

  @Test
  void pagesFollowEachOther() throws IOException {
    append("1", "2", "3", "4", "5");
    assertThat(page(2, ALL).entries()).extracting(RecordedEntry::sequence).containsExactly(5L, 4L);
    assertThat(page(2, 4).entries()).extracting(RecordedEntry::sequence).containsExactly(3L, 2L);
    assertThat(page(2, 2).entries()).extracting(RecordedEntry::sequence).containsExactly(1L);
    assertThat(page(2, 1).entries()).isEmpty();
  }

  @Test
  void everyLineIsAnObjectForAnyTool() throws IOException {
    append("one", "two");
    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .allMatch(line -> Json.tree(line.getBytes(StandardCharsets.UTF_8)).isPresent())
        .allMatch(line -> line.contains("\"time\":\"2026-11-30T08:00:00.250Z\""))
        .allMatch(line -> line.matches(".*,\"crc32c\":\"[0-9a-f]{8}\"}"));
  }

  @Test
  void nobodyElseReadsIt() throws IOException {
    append("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  static Stream<Integer> everyLengthOfALine() throws IOException {
    byte[] line = AuditLine.bytes(new RecordedEntry(2, entry("torn")));
    return Stream.iterate(1, length -> length < line.length, length -> length + 1);
  }

  @ParameterizedTest
  @MethodSource("everyLengthOfALine")
  void halfALineOfAKilledProcessIsCutOff(int length) throws IOException {
    append("one", "torn");
    byte[] whole = Files.readAllBytes(file);
    int lineLength = AuditLine.bytes(new RecordedEntry(2, entry("torn"))).length;
    Files.write(file, Arrays.copyOf(whole, whole.length - lineLength + length));
    append("two");
    assertThat(reasons()).containsExactly("two", "one");
    assertThat(page(1, ALL).damaged()).isZero();
    assertThat(sequences()).containsExactly(2L, 1L);
  }

  @Test
  void nothingButHalfALineIsCutOffToo() throws IOException {
    Files.writeString(file, "{\"sequ");
    append("one");
    assertThat(reasons()).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aDamagedLineIsCountedAndCostsNoOther(int damaged) throws IOException {
    append("1", "2", "3");
    List<String> lines = Files.readAllLines(file);
    lines.set(damaged - 1, lines.get(damaged - 1).replace("original", "0riginal"));
    Files.write(file, lines);
    append("4");
    assertThat(page(100, ALL).damaged()).isOne();
    assertThat(page(1, ALL).damaged()).as("found on any page").isOne();
    assertThat(sequences())
        .containsExactlyElementsOf(
            LongStream.of(4, 3, 2, 1).filter(one -> one != damaged).boxed().toList());
  }

  @Test
  void aFullFileMakesRoomAndBothAreRead() throws IOException {
    int entries = 40;
    try (AuditLog log = new AuditLog(folder, entries * LINE_BYTES_MAX / 4)) {
      for (int number = 1; number <= entries; number++) {
        log.append(entry("reason " + number));
      }
    }
    Path full = folder.resolve("audit.jsonl.1");
    assertThat(Files.size(full)).isLessThan((entries / 4 + 1) * (long) LINE_BYTES_MAX);
    assertThat(Files.size(file)).isPositive().isLessThan((entries / 4 + 1) * (long) LINE_BYTES_MAX);
    List<Long> kept = sequences();
    assertThat(kept).hasSizeBetween(entries / 4, entries - 1);
    assertThat(kept)
        .containsExactlyElementsOf(
            LongStream.iterate(entries, number -> number - 1).limit(kept.size()).boxed().toList());
  }

  @Test
  void theNumbersGoOnAfterARotationThatWasNotFinished() throws IOException {
    append("1", "2");
    Files.move(file, folder.resolve("audit.jsonl.1"));
    append("3");
    assertThat(sequences()).containsExactly(3L, 2L, 1L);
  }

  /** Ends well when the disk took some entries, refused one, and kept all that were taken. */
  static final class FullDisk {
    private FullDisk() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      try (AuditLog log = new AuditLog(folder)) {
        int taken = 0;
        try {
          for (; taken < 100_000; taken++) {
            log.append(entry("reason " + taken));
          }
        } catch (ApiException refused) {
          System.out.println(refused.answer().status() + " " + refused.getMessage());
        }
        AuditPage page = log.entries(100_000, ALL);
        System.out.println(taken == page.entries().size() && page.damaged() == 0);
      }
    }
  }

  @Test
  void aFullDiskRefusesAndLosesNothing() throws Exception {
    // No file over a megabyte: writing fails as on a full disk.
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 1024 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String told = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(told.lines())
        .containsExactly(
            "503 The audit log can't be written to the disk now; nothing was changed", "true");
    assertThat(Files.size(file)).isGreaterThan(100_000);
  }
}
