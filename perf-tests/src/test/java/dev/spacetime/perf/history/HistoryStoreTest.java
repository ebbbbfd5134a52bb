package dev.spacetime.perf.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.history.HistoryStore.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryStoreTest {
  @TempDir private Path folder;

  private static Entry entry(int day, double value) {
    return new Entry(
        HistoryStore.VERSION, "2026-11-" + day, "c" + day, Map.of("GET /scene p50", value));
  }

  @Test
  void whatWasAppendedIsReadBack() throws Exception {
    HistoryStore store = new HistoryStore(folder.resolve("history.jsonl"));
    assertThat(store.entries()).isEmpty();
    store.append(entry(1, 1.5));
    store.append(entry(2, 2.5));
    assertThat(store.entries()).containsExactly(entry(1, 1.5), entry(2, 2.5));
  }

  @Test
  void halfALineIsNoEntryAndIsCutOff() throws Exception {
    Path file = folder.resolve("history.jsonl");
    HistoryStore store = new HistoryStore(file);
    store.append(entry(1, 1));
    Files.writeString(file, "{\"version\":1,\"cre", StandardOpenOption.APPEND);
    assertThat(store.entries()).containsExactly(entry(1, 1));
    store.append(entry(2, 2));
    assertThat(store.entries()).containsExactly(entry(1, 1), entry(2, 2));
  }

  @Test
  void unknownVersionAndBrokenLineAreNamed() throws Exception {
    Path file = folder.resolve("history.jsonl");
    Files.writeString(file, "{\"version\":9,\"created\":\"\",\"label\":\"\",\"figures\":{}}\n");
    assertThatExceptionOfType(FailedException.class)
        .isThrownBy(() -> new HistoryStore(file).entries())
        .withMessageContaining("line 1: version 9");
    Files.writeString(file, "nonsense\n");
    assertThatExceptionOfType(FailedException.class)
        .isThrownBy(() -> new HistoryStore(file).entries())
        .withMessageContaining("line 1 is no entry");
  }

  @Test
  void trendTellsWhenAFigureShifted() {
    Random random = new Random(1);
    List<Entry> entries =
        IntStream.range(10, 29)
            .mapToObj(day -> entry(day, (day < 20 ? 100 : 110) + random.nextGaussian()))
            .toList();
    assertThat(Trend.of(entries)).hasSize(1);
    assertThat(Trend.of(entries).get(0).sentences())
        .singleElement()
        .asString()
        .contains("GET /scene p50 shifted by +1", "at 2026-11-20 (c20)");
  }
}
