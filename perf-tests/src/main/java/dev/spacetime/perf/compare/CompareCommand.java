package dev.spacetime.perf.compare;

import dev.spacetime.api.Json;
import dev.spacetime.perf.SceneProjectGenerator;
import dev.spacetime.perf.command.ExitStatus;
import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.command.WrongUseException;
import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.ServerProcess;
import dev.spacetime.perf.process.Subject;
import dev.spacetime.perf.process.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compare}: are two servers the same API, and which one is faster? */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Starts two servers on loopback, compares their answers field by field, measures both in "
            + "interleaved blocks and writes report.html, report.json and report.md.",
    footer = {
      "",
      "Exit status: 0 equal answers, same or better speed; 1 answers differ, worse, or not "
          + "completed; 2 wrong use; 3 equal answers, but nothing can be said about the speed."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final int SECONDS_MIN = 5;

  @SuppressWarnings("NullAway.Init") // Set by picocli.
  @Spec
  private CommandSpec spec;

  @Option(names = "--variant-a", description = "Of the first server.")
  private String variantA = "original";

  @Option(names = "--variant-b", description = "Of the second server.")
  private String variantB = "optimized";

  @Option(names = "--jar-a", description = "The first server.")
  private Path jarA = Path.of("server/target/spacetime.jar");

  @Option(
      names = "--jar-b",
      showDefaultValue = Visibility.NEVER,
      description = "The second server; that of --jar-a when left out.")
  private Optional<Path> jarB = Optional.empty();

  @Option(
      names = "--port-a",
      showDefaultValue = Visibility.NEVER,
      description = "A server that runs already here; SPACETIME_TOKEN is its token.")
  private Optional<Integer> portA = Optional.empty();

  @Option(
      names = "--port-b",
      showDefaultValue = Visibility.NEVER,
      description = "The other one; both or none.")
  private Optional<Integer> portB = Optional.empty();

  @Option(
      names = "--project",
      showDefaultValue = Visibility.NEVER,
      description = "What both serve; generated when left out.")
  private Optional<Path> project = Optional.empty();

  @Option(names = "--scenes", description = "Of the generated project.")
  private int scenes = 200;

  @Option(
      names = "--corpus",
      showDefaultValue = Visibility.NEVER,
      description = "Recorded requests, a JSON object a line.")
  private Optional<Path> corpus = Optional.empty();

  @Option(names = "--seconds", description = "Of measuring, warm-up included.")
  private int seconds = 180;

  @Option(names = "--block-millis", description = "Of one endpoint of one side.")
  private int blockMillis = 25;

  @Option(names = "--connections", description = "That ask at once.")
  private int connections = 16;

  @Option(names = "--seed", description = "Of the order of the blocks and of the bootstrap.")
  private long seed = 1;

  @Option(
      names = "--jvm-flag",
      showDefaultValue = Visibility.NEVER,
      description = "For both servers; may be repeated.")
  private List<String> jvmFlags = new ArrayList<>();

  @Option(names = "--answers-only", description = "Fails for different answers, never for speed.")
  private boolean answersOnly;

  @Option(names = "--out", description = "The folder of the reports.")
  private Path folder = Path.of("comparison");

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Path served = project.orElse(temporary.path().resolve("project"));
      if (project.isEmpty() && portA.isEmpty()) {
        SceneProjectGenerator.generate(served, scenes, seed);
      }
      try (Subject first = subject("a", variantA, jarA, portA, served, temporary.path());
          Subject second =
              subject("b", variantB, jarB.orElse(jarA), portB, served, temporary.path())) {
        CompareSettings settings =
            new CompareSettings(
                Duration.ofSeconds(seconds), Duration.ofMillis(blockMillis), connections, seed);
        Report report = new Comparison(first, second, token(), settings, out).run(corpus);
        write(report);
        return conclude(report, out);
      }
    }
  }

  private void check() {
    if (portA.isPresent() != portB.isPresent()) {
      throw new WrongUseException("--port-a and --port-b: give both or none");
    }
    if (seconds < SECONDS_MIN || blockMillis < 10 || connections < 1 || connections > 64) {
      throw new WrongUseException(
          "--seconds is at least 5, --block-millis at least 10, --connections 1 to 64");
    }
    if (project.isPresent() && !Files.isDirectory(project.get())) {
      throw new WrongUseException("--project: there is no folder " + project.get());
    }
    if (corpus.isPresent() && !Files.isRegularFile(corpus.get())) {
      throw new WrongUseException("--corpus: there is no file " + corpus.get());
    }
  }

  private String token() {
    return portA.isEmpty()
        ? ServerProcess.TOKEN
        : Optional.ofNullable(System.getenv("SPACETIME_TOKEN")).orElse(ServerProcess.TOKEN);
  }

  private Subject subject(
      String letter, String variant, Path jar, Optional<Integer> port, Path served, Path temporary)
      throws IOException {
    if (port.isPresent()) {
      return new Subject.Running(letter + " (port " + port.get() + ")", new Address(port.get()));
    }
    return ServerProcess.start(
        new ServerProcess.Plan(letter + "-" + variant, jar, variant, served, jvmFlags), temporary);
  }

  private void write(Report report) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("report.json"), Json.prettyBytes(report));
    Files.writeString(
        folder.resolve("report.md"), MarkdownReport.of(report), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(report), StandardCharsets.UTF_8);
  }

  private int conclude(Report report, PrintWriter out) {
    out.println(MarkdownReport.of(report));
    out.println("written to " + folder.toAbsolutePath());
    if (!report.problem().isEmpty()) {
      throw new FailedException(report.problem() + "; what was measured so far is in " + folder);
    }
    if (report.correctness().mismatches() > 0) {
      return ExitStatus.FAILED;
    }
    if (answersOnly) {
      return ExitStatus.ENDED_WELL;
    }
    return switch (report.verdict()) {
      case SAME, BETTER -> ExitStatus.ENDED_WELL;
      case WORSE -> ExitStatus.FAILED;
      case INCONCLUSIVE -> ExitStatus.INCONCLUSIVE;
    };
  }
}
