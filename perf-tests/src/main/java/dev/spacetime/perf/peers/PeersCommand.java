package dev.spacetime.perf.peers;

import dev.spacetime.perf.SceneProjectGenerator;
import dev.spacetime.perf.command.ExitStatus;
import dev.spacetime.perf.command.WrongUseException;
import dev.spacetime.perf.peers.LimitRow.Result;
import dev.spacetime.perf.process.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peers}: the server beside others, as a table of ratios and goals. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Measures the server beside nginx, nginx and Varnish as caches, Jetty, Javalin and its own "
          + "other variant, in interleaved rounds, and prints ratios with 95 %% confidence intervals.",
      "Needs wrk, h2load, nginx and varnishd; everything happens on loopback."
    },
    footer = {
      "",
      "Exit status: 0 all goals met, 1 some missed or not measured, 2 wrong use, 3 some undecided."
    })
public final class PeersCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  @Spec
  private CommandSpec spec;

  @Option(names = "--jar", description = "The server.")
  private Path jar = Path.of("server/target/spacetime.jar");

  @Option(names = "--scenes", description = "Scenes of the generated project.")
  private int scenes = 2_000;

  @Option(names = "--seconds", description = "Of one measurement of one side.")
  private int seconds = 2;

  @Option(names = "--rounds", description = "Measurements of each side.")
  private int rounds = 8;

  @Option(names = "--connections", description = "Of wrk and h2load.")
  private int connections = 64;

  @Option(names = "--threads", description = "Of wrk and h2load.")
  private int threads = 2;

  @Option(names = "--seed", description = "Of the order of the sides.")
  private long seed = 1;

  @Option(
      names = "--jvm-flag",
      showDefaultValue = Visibility.NEVER,
      description = "For every JVM that is measured; may be repeated.")
  private List<String> jvmFlags = new ArrayList<>();

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      description = "Takes the table, beside the screen.")
  private Optional<Path> report = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds < 1 || rounds < 3 || connections < threads || threads < 1) {
      throw new WrongUseException(
          "--seconds is at least 1, --rounds at least 3, --connections at least --threads");
    }
    PrintWriter out = spec.commandLine().getOut();
    Tools tools = Tools.find(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path project = folder.path().resolve("project");
      SceneProjectGenerator.generate(project, scenes, seed);
      Loader loader = new Loader(tools, folder.path(), connections, threads);
      List<LimitRow> rows;
      try (Field field = Field.start(tools, folder.path(), jar, project, jvmFlags)) {
        rows = new Measurement(field, loader, seconds, rounds, seed, out).rows();
      }
      return conclude(rows, out);
    }
  }

  private int conclude(List<LimitRow> rows, PrintWriter out) throws IOException {
    String table =
        "| what | goal | figure | 95 % interval | |\n| --- | --- | --- | --- | --- |\n"
            + rows.stream().map(LimitRow::markdown).collect(Collectors.joining("\n"))
            + "\n";
    out.println(table);
    if (report.isPresent()) {
      Files.writeString(report.get(), table, StandardCharsets.UTF_8);
    }
    List<Result> results = rows.stream().map(LimitRow::result).toList();
    if (results.contains(Result.MISSED) || results.contains(Result.FAILED)) {
      return ExitStatus.FAILED;
    }
    return results.contains(Result.UNDECIDED) ? ExitStatus.INCONCLUSIVE : ExitStatus.ENDED_WELL;
  }
}
