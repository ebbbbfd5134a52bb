package dev.spacetime.perf.load;

import dev.spacetime.perf.budget.BudgetCheck;
import dev.spacetime.perf.budget.BudgetReport;
import dev.spacetime.perf.budget.Budgets;
import dev.spacetime.perf.command.ExitStatus;
import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.command.WrongUseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code load}: JMeter on a server that is started for it or runs already. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Runs a load profile with JMeter and holds it to budgets.")
public final class LoadCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--variant", description = "Start the server with this variant.")
  private @Nullable String variant;

  @Option(names = "--host", description = "Of a server that runs.", defaultValue = "127.0.0.1")
  private String host = "";

  @Option(names = "--port", description = "Of a server that runs; without --variant.")
  private @Nullable Integer port;

  @Option(names = "--token", description = "Of a server that runs; default: $SPACETIME_TOKEN.")
  private @Nullable String token;

  @Option(
      names = "--profile",
      description = "steady, burst, ramp or open.",
      defaultValue = "steady")
  private String profile = "";

  @Option(names = "--scale", description = "full, or ci for a short run.", defaultValue = "full")
  private String scale = "";

  @Option(names = "--budgets", description = "default, strict or a file.", defaultValue = "default")
  private String budgets = "";

  @Option(names = "--project", description = "The Godot project to serve; default: the demo.")
  private @Nullable Path project;

  @Option(
      names = "--jar",
      defaultValue = "server/target/spacetime.jar",
      description = "The server.")
  private Path jar = Path.of("");

  @Option(
      names = "--target",
      defaultValue = "perf-tests/target",
      description = "Where perf-tests is built: JMeter is taken from it, results go into load/.")
  private Path target = Path.of("");

  @Option(names = "--report", negatable = true, defaultValue = "true", fallbackValue = "true")
  private boolean report = true;

  @Option(names = "--end-with-parent", hidden = true)
  private boolean endWithParent;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Profile load = Profile.of(profile, scale);
    Budgets limits = BudgetSets.open(budgets);
    if ((variant == null) == (port == null)) {
      throw new WrongUseException(
          "Give --variant to have a server started, or --port of one that runs.");
    }
    JMeterHome home = JMeterHome.find(target.toAbsolutePath());
    String name = variant == null ? "running" : variant;
    Path folder =
        Files.createDirectories(
            target
                .toAbsolutePath()
                .resolve("load")
                .resolve(
                    "%s-%s-%s-%s"
                        .formatted(
                            STAMP.format(LocalDateTime.now(ZoneId.systemDefault())),
                            name,
                            profile,
                            scale)));
    out()
        .println(
            "%s, %s (%s, about %d s): %s".formatted(name, profile, scale, load.seconds(), folder));
    LoadRun run = new LoadRun(home, load, folder, out());
    run(run, folder);
    return judge(run, name, load, limits, home, folder);
  }

  private void run(LoadRun run, Path folder) throws IOException, InterruptedException {
    BooleanSupplier wanted = wanted();
    if (variant == null) {
      String given = token != null ? token : System.getenv().getOrDefault("SPACETIME_TOKEN", "");
      ServerAddress server = new ServerAddress(URI.create("http://" + host + ":" + port), given);
      run.run(server, Optional.empty(), wanted);
      return;
    }
    LoadedServer.Plan plan =
        new LoadedServer.Plan(
            jar.toAbsolutePath(),
            variant,
            Optional.ofNullable(project)
                .filter(path -> !path.toString().isEmpty())
                .map(Path::toAbsolutePath));
    try (LoadedServer server = LoadedServer.start(plan, folder)) {
      run.run(server.address(), Optional.of(server), wanted);
    }
  }

  private int judge(
      LoadRun run, String name, Profile load, Budgets limits, JMeterHome home, Path folder)
      throws IOException, InterruptedException {
    List<BudgetCheck.Line> lines =
        BudgetCheck.check(limits.of(profile), run.measured(), run.figures());
    String failure = run.failure().map(FailedException::getMessage).orElse("");
    RunSummary.of(name, load, failure, run.measured(), run.figures(), lines).write(folder, lines);
    if (report && run.measured().all().requests() > 0) {
      makePages(home, folder);
    }
    if (run.measured().all().requests() > 0) {
      out().println(BudgetReport.table(lines));
      out().println("results: " + folder);
    }
    if (run.failure().isPresent()) {
      throw run.failure().get();
    }
    return status(lines);
  }

  private void makePages(JMeterHome home, Path folder) throws IOException, InterruptedException {
    try (JMeterProcess pages = JMeterProcess.report(home, folder)) {
      if (!pages.ended(120_000)) {
        out().println("JMeter's report was not ready in time and is left out.");
      }
    }
  }

  static int status(List<BudgetCheck.Line> lines) {
    if (BudgetReport.count(lines, BudgetCheck.Outcome.BROKEN) > 0) {
      return ExitStatus.FAILED;
    }
    return BudgetReport.count(lines, BudgetCheck.Outcome.INCONCLUSIVE) > 0
        ? ExitStatus.INCONCLUSIVE
        : ExitStatus.ENDED_WELL;
  }

  // Maven, when it is killed, leaves its children behind.
  private BooleanSupplier wanted() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    return () -> !endWithParent || parent.map(ProcessHandle::isAlive).orElse(true);
  }

  private PrintWriter out() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("Called without a command line");
    }
    return known.commandLine().getOut();
  }
}
