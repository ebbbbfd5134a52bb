package dev.spacetime.perf;

import static dev.spacetime.perf.AnswerContender.BENCHMARK_SCENE;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Whether pooled answers are worth more than built and than held ones, and texts joined once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(2)
@SuppressWarnings("NullAway.Init") // JMH fills it.
public class AnswerBenchmark {
  private static final String EXPECTED =
      "{\"scene_name\":\"Main\",\"scene_path\":\"res://main.tscn\",\"status\":\"loaded\"}";
  private static final int QUOTA = 30;

  @Param({"BUILT", "POOLED", "HELD"})
  public String contender;

  private AnswerContender.Source source;
  private String joined;
  private int quota;

  @Setup
  public void open() {
    source = AnswerContender.valueOf(contender).open();
    quota = QUOTA;
    joined = join();
    source.answer(
        BENCHMARK_SCENE,
        (fields, body) -> {
          String text = StandardCharsets.UTF_8.decode(body).toString();
          if (!text.equals(EXPECTED) || fields.size() < 4) {
            throw new IllegalStateException(contender + " answers " + text);
          }
        });
  }

  @Benchmark
  public void answer(Blackhole hole) {
    source.answer(
        BENCHMARK_SCENE,
        (fields, body) -> {
          hole.consume(fields);
          hole.consume(body);
        });
  }

  /** The text of a field, as every request with a limit has it. */
  @Benchmark
  public String joinedEachTime() {
    return join();
  }

  @Benchmark
  public String joinedOnce() {
    return joined;
  }

  private String join() {
    return "\"default\";q=" + quota + ";w=60";
  }
}
