package dev.spacetime.perf;

import dev.spacetime.scene.ParseLimits;
import dev.spacetime.scene.ParseResult;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * How fast the parser understands a scene, beside the least that any reader could do: to look at
 * every byte and to decode them. {@code megabytes} is the throughput in 10^6 bytes a second; run
 * with {@code -prof gc} and divide by the file's size for the allocation ratio.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SceneParserBenchmark {
  private static final ResourcePath PATH = new ResourcePath("res://benchmark.tscn");

  /**
   * Files, or the names of scenes that are made up: {@code nodes} of many small nodes, {@code
   * numbers} of long arrays.
   */
  @Param({"nodes", "numbers"})
  public String scene = "nodes";

  private byte[] text = new byte[0];

  /** Counts bytes instead of scenes. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Volume {
    /** 10^6 bytes read; the harness resets it for each iteration. */
    public double megabytes;

    void count(byte[] text) {
      megabytes += text.length / 1e6;
    }
  }

  @Setup
  public void readScene() throws IOException {
    text = BenchmarkScenes.named(scene);
    if (!(parse() instanceof ParseResult.Parsed)) {
      throw new IllegalStateException(scene + " is no scene: " + parse());
    }
  }

  @Benchmark
  public ParseResult parse(Volume volume) {
    volume.count(text);
    return parse();
  }

  @Benchmark
  public int scanBytes(Volume volume) {
    volume.count(text);
    int lines = 0;
    for (byte character : text) {
      lines += character == '\n' ? 1 : 0;
    }
    return lines;
  }

  @Benchmark
  public String decodeBytes(Volume volume) {
    volume.count(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private ParseResult parse() {
    return SceneParser.parse(PATH, text, ParseLimits.DEFAULT);
  }
}
