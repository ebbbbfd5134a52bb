package dev.spacetime.perf.memory;

import dev.spacetime.perf.SceneProjectGenerator;
import dev.spacetime.perf.command.ExitStatus;
import dev.spacetime.perf.command.WrongUseException;
import dev.spacetime.perf.memory.MemoryFigures.Figure;
import dev.spacetime.perf.process.JvmMemory;
import dev.spacetime.perf.process.ServerProcess;
import dev.spacetime.perf.process.TemporaryFolder;
import dev.spacetime.statistics.Quantiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code memory}: how much memory each variant needs under the same load. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Starts a process for each variant and round, in turn, sends each the same requests, and "
            + "prints each figure's median, and the ratio of the rounds with its least and its most.")
public final class MemoryCommand implements Callable<Integer> {
  private static final List<String> VARIANTS = List.of("original", "optimized");
  private static final int ROUNDS_MIN = 3;

  @SuppressWarnings("NullAway.Init") // Set by picocli.
  @Spec
  private CommandSpec spec;

  @Option(names = "--jar", description = "The server.")
  private Path jar = Path.of("server/target/spacetime.jar");

  @Option(names = "--scenes", description = "Of the generated project.")
  private int scenes = 2_000;

  @Option(names = "--rounds", description = "Processes of each variant.")
  private int rounds = 5;

  @Option(names = "--requests", description = "To each process.")
  private int requests = 5_000;

  @Option(
      names = "--jvm-flag",
      showDefaultValue = Visibility.NEVER,
      description = "For every server; may be repeated.")
  private List<String> jvmFlags = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < ROUNDS_MIN || requests < 1) {
      throw new WrongUseException("--rounds is at least 3, --requests at least 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, MemoryFigures>> measured = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path project = folder.path().resolve("project");
      SceneProjectGenerator.generate(project, scenes, 1);
      for (int round = 0; round < rounds; round++) {
        measured.add(round(round, project, out));
      }
    }
    print(measured, out);
    return ExitStatus.ENDED_WELL;
  }

  // Each goes first as often as the other.
  private Map<String, MemoryFigures> round(int round, Path project, PrintWriter out)
      throws IOException, InterruptedException {
    Map<String, MemoryFigures> both = new LinkedHashMap<>();
    for (int turn = 0; turn < VARIANTS.size(); turn++) {
      String variant = VARIANTS.get((round + turn) % VARIANTS.size());
      MemoryFigures figures = measure(project, variant);
      out.printf("round %d, %s: %s%n", round + 1, variant, figures);
      both.put(variant, figures);
    }
    return both;
  }

  private MemoryFigures measure(Path project, String variant)
      throws IOException, InterruptedException {
    ServerProcess.Plan plan = new ServerProcess.Plan(variant, jar, variant, project, jvmFlags);
    try (TemporaryFolder folder = TemporaryFolder.create();
        ServerProcess server = ServerProcess.start(plan, folder.path())) {
      MixedLoad.send(URI.create(server.address().url()), requests);
      return MemoryFigures.of(new JvmMemory(server.pid()));
    }
  }

  private void print(List<Map<String, MemoryFigures>> measured, PrintWriter out) {
    out.printf("%d rounds of %d requests each, variants in turn%n%n", rounds, requests);
    out.println("| MiB | original | optimized | optimized / original (least – most) |");
    out.println("| --- | --- | --- | --- |");
    for (Figure figure : Figure.values()) {
      double[] original = values(measured, figure, "original");
      double[] optimized = values(measured, figure, "optimized");
      double[] ratios = new double[measured.size()];
      Arrays.setAll(ratios, i -> optimized[i] / original[i]);
      out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.2f (%.2f – %.2f) |%n",
          figure.title(),
          Quantiles.median(original),
          Quantiles.median(optimized),
          Quantiles.median(ratios),
          Arrays.stream(ratios).min().orElseThrow(),
          Arrays.stream(ratios).max().orElseThrow());
    }
  }

  private static double[] values(
      List<Map<String, MemoryFigures>> measured, Figure figure, String variant) {
    return measured.stream()
        .mapToDouble(both -> Objects.requireNonNull(both.get(variant)).mebibytes(figure))
        .toArray();
  }
}
