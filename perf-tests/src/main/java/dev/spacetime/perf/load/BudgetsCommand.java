package dev.spacetime.perf.load;

import dev.spacetime.perf.budget.BudgetCheck;
import dev.spacetime.perf.budget.BudgetReport;
import dev.spacetime.perf.budget.Budgets;
import dev.spacetime.perf.budget.Measurements;
import dev.spacetime.perf.budget.RunFigures;
import dev.spacetime.perf.budget.SampleFile;
import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.command.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budgets}: holds results that are there to budgets. */
@Command(
    name = "budgets",
    mixinStandardHelpOptions = true,
    description = "Holds JMeter's results (JTL, in CSV) to budgets.")
public final class BudgetsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The results.")
  private Path results = Path.of("");

  @Option(names = "--profile", description = "That they are of.", defaultValue = "steady")
  private String profile = "";

  @Option(names = "--scale", description = "That they are of.", defaultValue = "full")
  private String scale = "";

  @Option(names = "--budgets", description = "default, strict or a file.", defaultValue = "default")
  private String budgets = "";

  @Option(names = "--junit", description = "Write the verdict for a CI server into this file.")
  private @Nullable Path junit;

  @Override
  public Integer call() throws IOException {
    Budgets limits = BudgetSets.open(budgets);
    Measurements measured = new Measurements(Profile.of(profile, scale)::pauseMillis);
    if (!Files.isRegularFile(results)) {
      throw new WrongUseException("There is no file " + results + ".");
    }
    new SampleFile(results).read(measured::add);
    if (measured.all().requests() == 0) {
      throw new FailedException(results + " holds no samples of JMeter in CSV.");
    }
    List<BudgetCheck.Line> lines = BudgetCheck.check(limits.of(profile), measured, RunFigures.NONE);
    if (junit != null) {
      Files.writeString(junit, BudgetReport.junit("load." + profile, lines));
    }
    CommandSpec known = spec;
    if (known != null) {
      known.commandLine().getOut().println(BudgetReport.table(lines));
    }
    return LoadCommand.status(lines);
  }
}
