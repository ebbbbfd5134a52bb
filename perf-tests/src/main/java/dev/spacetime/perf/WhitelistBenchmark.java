package dev.spacetime.perf;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.security.IndexedPathRules;
import dev.spacetime.security.PlainPathRules;
import dev.spacetime.security.ScenePathRules;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What the path rules of each variant cost, by the length of the whitelist. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WhitelistBenchmark {
  private static final String REFUSED = "res://secret/private/plan.tscn";

  /** The implementations. */
  public enum Contender {
    PLAIN,
    INDEXED
  }

  @Param({"PLAIN", "INDEXED"})
  public Contender contender = Contender.PLAIN;

  /** Folders and wildcards on the list. */
  @Param({"10", "1000"})
  public int entries = 10;

  private String path = "";
  private ScenePathRules rules = scenePath -> new ResourcePath(scenePath);

  @Setup
  public void prepare() {
    WhitelistState state = new Fixed(rules(entries));
    rules =
        switch (contender) {
          case PLAIN -> new PlainPathRules(state);
          case INDEXED -> new IndexedPathRules(state);
        };
    path = "res://mods/mod_" + (entries - 1) + "/deep/level.tscn";
    if (!rules.require(path).value().equals(path)) {
      throw new IllegalStateException(contender + " lets another path pass than " + path);
    }
    try {
      rules.require(REFUSED);
      throw new IllegalStateException(contender + " lets " + REFUSED + " pass");
    } catch (ApiException refused) {
      // As it must be.
    }
  }

  private static WhitelistRules rules(int entries) {
    List<String> folders =
        IntStream.range(0, entries).mapToObj(i -> "res://levels/world_" + i + "/").toList();
    List<String> wildcards =
        IntStream.range(0, entries).mapToObj(i -> "res://mods/mod_" + i + "/**/*.tscn").toList();
    List<String> blacklist = List.of("res://addons/**/*.tscn", "**/.godot/**/*.tscn");
    return new WhitelistRules(
        "benchmark", List.of(), folders, wildcards, blacklist, List.of(), true, true, 256);
  }

  /** The last entry of the list lets it pass. */
  @Benchmark
  public ResourcePath require() {
    return rules.require(path);
  }

  /** Rules that nobody changes. */
  private record Fixed(WhitelistRules rules) implements WhitelistState {
    @Override
    public Snapshot snapshot() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean addScene(String scenePath) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean addDirectory(String directory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean addWildcard(String pattern) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void selectEnvironment(String environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void reload() {
      throw new UnsupportedOperationException();
    }
  }
}
