package dev.spacetime.perf;

import dev.spacetime.api.Json;
import dev.spacetime.api.wire.ScenesAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** What it costs to write a listing, by its length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SerialisationBenchmark {
  /** Ways to write it. */
  public enum Contender {
    /** The records of the contract through Jackson, as the server does. */
    RECORDS,
    /** A tree of nodes through Jackson. */
    TREE,
    /** By hand, of text that needs no escaping: what is to be had at most. */
    BY_HAND
  }

  @Param({"RECORDS", "TREE", "BY_HAND"})
  public Contender contender = Contender.RECORDS;

  @Param({"10", "2000"})
  public int scenes = 10;

  private Supplier<byte[]> writer = () -> new byte[0];

  @Setup
  public void prepare() {
    ScenesAnswer answer = answer(scenes);
    byte[] expected = Json.bytes(answer);
    JsonNode tree = Json.tree(expected).orElseThrow();
    writer =
        switch (contender) {
          case RECORDS -> () -> Json.bytes(answer);
          case TREE -> () -> Json.bytes(tree);
          case BY_HAND -> () -> byHand(answer).getBytes(StandardCharsets.UTF_8);
        };
    if (!Arrays.equals(writer.get(), expected)) {
      throw new IllegalStateException(contender + " writes something else");
    }
  }

  private static ScenesAnswer answer(int count) {
    List<ScenesAnswer.Scene> scenes =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new ScenesAnswer.Scene(
                        "level_" + i,
                        "res://levels/world_" + i % 20 + "/level_" + i + ".tscn",
                        1_000 + i,
                        "2026-11-01T12:00:00Z"))
            .toList();
    return new ScenesAnswer(scenes, count, "res://", false, null);
  }

  private static String byHand(ScenesAnswer answer) {
    StringBuilder text = new StringBuilder(128 * (answer.count() + 1)).append("{\"scenes\":[");
    String separator = "";
    for (ScenesAnswer.Scene scene : answer.scenes()) {
      text.append(separator).append("{\"name\":\"").append(scene.name());
      text.append("\",\"path\":\"").append(scene.path());
      text.append("\",\"size_bytes\":").append(scene.sizeBytes());
      text.append(",\"modified\":\"").append(scene.modified()).append("\"}");
      separator = ",";
    }
    text.append("],\"count\":").append(answer.count());
    text.append(",\"directory\":\"").append(answer.directory());
    return text.append("\",\"include_addons\":")
        .append(answer.includeAddons())
        .append('}')
        .toString();
  }

  @Benchmark
  public byte[] write() {
    return writer.get();
  }
}
